package org.samdeblur.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Segmenter;
import org.samdeblur.map.Groupings;
import org.samdeblur.map.files.MaskArchives;

class MissingMasksTest {
    @TempDir
    private Path root;

    private Path images;
    private Path masks;
    private final List<Image> seen = new ArrayList<>();
    private final Segmenter segmenter = (image, progress) -> {
        seen.add(image);
        return TestData.overlapping();
    };

    @BeforeEach
    void twoImages() throws IOException {
        images = root.resolve("input");
        masks = root.resolve("grouped_masks");
        TestData.write(TestData.places(1), images.resolve("1.png"));
        TestData.write(TestData.places(2), images.resolve("scene/2.png"));
    }

    private MissingMasks making(UnaryOperator<Image> first) {
        return new MissingMasks(first, segmenter, Grouping.OVERLAY);
    }

    private MissingMasks making() {
        return making(UnaryOperator.identity());
    }

    @Test
    void groupsAreStoredLikeThoseOfThePublishedDataSets() {
        assertEquals(2, making().complete(images, masks, Progress.NONE));

        assertEquals(Groupings.overlay(TestData.overlapping()), MaskArchives.read(masks.resolve("scene/2.npz")));
    }

    @Test
    void existingMasksOfAnyFormatAreKept() throws IOException {
        Files.createDirectories(masks);
        Files.createFile(masks.resolve("1.png"));

        assertEquals(1, making().complete(images, masks, Progress.NONE));
        assertEquals(0, making().complete(images, masks, Progress.NONE));
        assertEquals(1, seen.size());
    }

    @Test
    void theOutputOfTheFirstNetworkIsSegmented() {
        Image deblurred = TestData.places(77);

        making(image -> deblurred).complete(images, masks, Progress.NONE);

        assertEquals(List.of(deblurred, deblurred), seen);
    }

    @Test
    void cancellingKeepsWhatWasMade() throws IOException {
        Progress afterTheFirst = (stage, done, total) -> done < 1;

        assertThrows(CancelledException.class, () -> making().complete(images, masks, afterTheFirst));

        try (Stream<Path> files = Files.walk(masks).filter(Files::isRegularFile)) {
            assertEquals(List.of(masks.resolve("1.npz")), files.toList());
        }
        assertEquals(1, making().complete(images, masks, Progress.NONE));
    }

    @Test
    void progressCountsWhatIsMissing() {
        List<Long> heard = new ArrayList<>();
        Progress listener = (stage, done, total) -> {
            assertEquals(2, total);
            return heard.add(done);
        };

        making().complete(images, masks, listener);

        assertEquals(List.of(0L, 1L, 2L), heard);
    }

    @Test
    void damagedImagesAreNamed() throws IOException {
        Path damaged = Files.write(images.resolve("0.png"), new byte[] {1, 2, 3});

        SamDeblurException e =
                assertThrows(SamDeblurException.class, () -> making().complete(images, masks, Progress.NONE));

        assertTrue(e.getMessage().contains(damaged.toString()), e.getMessage());
    }
}
