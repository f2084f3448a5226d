package org.samdeblur.cli.options;

import org.samdeblur.api.Batch;
import picocli.CommandLine.Option;

/** The number of images that a run processes at a time. */
public final class WorkerOptions {
    @Option(
            names = "--workers",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Images processed at the same time. Their networks take turns; meanwhile, other images are"
                    + " read, segmented and written. Each needs memory. Default: 1.")
    private Integer workers = 1;

    /**
     * Returns the settings of the run.
     *
     * @return the library's batch
     */
    public Batch batch() {
        return Batch.ofWorkers(workers);
    }
}
