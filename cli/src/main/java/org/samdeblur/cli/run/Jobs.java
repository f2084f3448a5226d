package org.samdeblur.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The jobs of a run, and the files that it skips.
 *
 * @param all the jobs
 * @param ignored for each folder among the inputs, the files that are not images
 */
public record Jobs(List<Job> all, Map<Path, List<Path>> ignored) {
    static Jobs of(Job job) {
        return new Jobs(List.of(job), Map.of());
    }
}
