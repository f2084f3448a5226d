package org.samdeblur.cli.options;

import java.util.Optional;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.SamDeblur;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How an image is deblurred with a given network and given masks. */
public final class PipelineOptions {
    @Option(
            names = "--grouping",
            paramLabel = "HOW",
            converter = Choice.OfGrouping.class,
            description = "How overlapping masks are grouped: overlay (the cells they form), published (the paper's"
                    + " grey codes) or none. Default: what the network was trained with, overlay for most.")
    private Optional<Grouping> grouping = Optional.empty();

    @Mixin
    private RuntimeOptions runtime;

    @Mixin
    private TileOptions tiles;

    @Mixin
    private FinishOptions finish;

    /**
     * Returns what networks run on.
     *
     * @return the options
     */
    public RuntimeOptions runtime() {
        return runtime;
    }

    /**
     * Returns how input and network output are combined to the result.
     *
     * @return the options
     */
    public FinishOptions finish() {
        return finish;
    }

    /**
     * Sets grouping, runtime, tiles and finish.
     *
     * @param builder the builder to set them in
     */
    public void applyTo(SamDeblur.Builder builder) {
        grouping.ifPresent(builder::grouping);
        runtime.applyTo(builder);
        tiles.applyTo(builder);
        finish.applyTo(builder);
    }
}
