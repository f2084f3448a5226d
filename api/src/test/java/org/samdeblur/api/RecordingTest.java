package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java Flight Recorder sees calls and their stages. */
class RecordingTest {
    private static final Image IMAGE = Pictures.smooth(20, 30);

    @TempDir
    Path folder;

    private List<RecordedEvent> recorded(Runnable work) throws IOException {
        Path file = folder.resolve("calls.jfr");
        try (Recording recording = new Recording()) {
            for (String name : List.of("Call", "Segment", "Map", "Network")) {
                recording.enable("org.samdeblur." + name).withoutThreshold();
            }
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static RecordedEvent one(List<RecordedEvent> events, String name) {
        List<RecordedEvent> found = events.stream()
                .filter(event -> event.getEventType().getName().equals("org.samdeblur." + name))
                .toList();
        assertEquals(1, found.size(), name);
        return found.get(0);
    }

    @Test
    void aCallIsRecordedWithItsStages() throws IOException {
        List<RecordedEvent> events = recorded(() -> {
            try (SamDeblur deblur = StubModel.identity().open()) {
                deblur.deblur(IMAGE);
            }
        });

        RecordedEvent call = one(events, "Call");
        assertEquals("deblur", call.getString("method"));
        assertEquals(30, call.getInt("width"));
        assertEquals(20, call.getInt("height"));
        assertNull(call.getString("failure"));
        RecordedEvent network = one(events, "Network");
        assertEquals("stub", network.getString("model"));
        assertEquals("custom", network.getString("backend"));
        assertEquals("cpu", network.getString("device"));
        assertEquals(1, network.getInt("tiles"));
        assertEquals(0, one(events, "Map").getInt("channels"));
    }

    @Test
    void segmentingIsRecorded() throws IOException {
        List<RecordedEvent> events = recorded(() -> {
            try (SamDeblur deblur = SamDeblur.builder()
                    .deblurModel(StubModel.identity())
                    .segmenter(Segmenter.none())
                    .build()) {
                deblur.segment(IMAGE);
            }
        });

        assertEquals("segment", one(events, "Call").getString("method"));
        assertEquals(0, one(events, "Segment").getInt("masks"));
    }

    @Test
    void aFailureIsRecordedWithItsCall() throws IOException {
        DeblurModel broken = StubModel.of(input -> {
            throw new BackendException("the driver was reset");
        });
        List<RecordedEvent> events = recorded(() -> {
            try (SamDeblur deblur = SamDeblur.builder().deblurModel(broken).build()) {
                assertThrows(BackendException.class, () -> deblur.deblur(IMAGE));
            }
        });

        assertEquals(
                "org.samdeblur.api.BackendException: the driver was reset",
                one(events, "Call").getString("failure"));
    }
}
