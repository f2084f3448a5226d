package org.samdeblur.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is to be done, and what is left out.
 *
 * @param all the jobs
 * @param notTaken what each folder among the inputs holds besides images
 */
public record Jobs(List<Job> all, Map<Path, List<Path>> notTaken) {
    static Jobs of(Job job) {
        return new Jobs(List.of(job), Map.of());
    }
}
