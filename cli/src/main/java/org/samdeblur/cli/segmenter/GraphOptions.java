package org.samdeblur.cli.segmenter;

import java.util.Optional;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.map.segment.GraphSegmenter;
import picocli.CommandLine.Option;

/** How the segmenter that needs no weights finds masks. */
final class GraphOptions {
    private static final GraphSegmenter USUAL = new GraphSegmenter();

    @Option(names = "--scale", paramLabel = "X", description = "The larger, the larger the masks. Default: 1000.")
    private Optional<Double> scale = Optional.empty();

    @Option(
            names = "--sigma",
            paramLabel = "PIXELS",
            description = "How much the image is smoothed before. Default: 0.8.")
    private Optional<Double> sigma = Optional.empty();

    @Option(
            names = "--min-size",
            paramLabel = "PIXELS",
            description = "Smaller masks are joined to a neighbour. Default: 1000.")
    private Optional<Integer> minimumSize = Optional.empty();

    GraphSegmenter segmenter() {
        try {
            return new GraphSegmenter(
                    scale.orElse(USUAL.scale()), sigma.orElse(USUAL.sigma()), minimumSize.orElse(USUAL.minimumSize()));
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }
}
