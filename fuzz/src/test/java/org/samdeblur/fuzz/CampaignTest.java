package org.samdeblur.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness notices every kind of fault, and a seed repeats it. */
class CampaignTest {
    @TempDir
    private Path folder;

    private Campaign campaign() {
        return new Campaign(
                new FaultyTarget(),
                new Sources(folder, folder, folder),
                folder.resolve("faults"),
                Duration.ofSeconds(1));
    }

    @Test
    void everyKindOfFaultIsNoticedAndRepeatedByItsSeed() throws Exception {
        Campaign.Result result = campaign().run(1, 32, Duration.ofMinutes(5));

        assertEquals(32, result.inputs());
        assertTrue(result.refused() > 0);
        for (String kind : List.of(
                "IllegalStateException",
                "exit code 77",
                "takes more than 1 s",
                "left behind",
                "OutOfMemoryError",
                "StackOverflowError")) {
            Campaign.Fault fault = result.faults().stream()
                    .filter(found -> found.what().contains(kind))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(kind + " is not among " + result.faults()));
            assertTrue(Files.isRegularFile(folder.resolve("faults")
                    .resolve(fault.reader() + "-" + fault.seed())
                    .resolve("input")));
            List<Campaign.Fault> again = campaign().replay(fault.seed()).faults();
            assertEquals(1, again.size());
            assertTrue(again.get(0).what().contains(kind), again.toString());
        }
    }
}
