package org.samdeblur.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reader takes mutated files for some seconds; the system property {@code samdeblur.fuzz.seconds} says how many. */
class FuzzTest {
    @TempDir
    private Path folder;

    static Stream<String> readers() {
        return Targets.all().stream().map(Target::name);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void mutatedFilesAreReadOrRefused(String reader) throws Exception {
        Sources sources = new Sources(
                Path.of(System.getProperty("samdeblur.golden")),
                Path.of(System.getProperty("samdeblur.shared")),
                folder);
        Campaign campaign =
                new Campaign(Targets.named(reader), sources, Path.of("target", "fuzz-faults"), Campaign.PATIENCE);

        Campaign.Result result =
                campaign.run(1, Long.MAX_VALUE, Duration.ofSeconds(Long.getLong("samdeblur.fuzz.seconds", 5)));

        System.out.println(result);
        assertEquals(List.of(), result.faults());
        assertTrue(result.inputs() > 0);
    }
}
