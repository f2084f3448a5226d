package org.samdeblur.cli.options;

import java.util.Optional;
import org.samdeblur.api.Padding;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Tiling;
import org.samdeblur.cli.console.MisuseException;
import picocli.CommandLine.Option;

/** How images are divided into tiles and padded. */
public final class TileOptions {
    private static final int USUAL_OVERLAP = 64;

    @Option(
            names = "--tile",
            paramLabel = "PIXELS|off",
            description = "Cut the image into square tiles of this size, or off to process it whole. Default: images"
                    + " of more than 1.5 megapixels are cut into tiles of 768.")
    private Optional<String> tile = Optional.empty();

    @Option(
            names = "--overlap",
            paramLabel = "PIXELS",
            description = "Overlap of neighbouring tiles; with --tile. Default: 64, less for small tiles.")
    private Optional<Integer> overlap = Optional.empty();

    @Option(
            names = "--padding",
            paramLabel = "HOW",
            converter = Choice.OfPadding.class,
            description = "How images are padded to the size that the network needs: zero or reflect. Default: as the"
                    + " network was trained, zero for published ones, reflect for the embedded one and those"
                    + " trained here.")
    private Optional<Padding> padding = Optional.empty();

    /**
     * Sets tiles and padding.
     *
     * @param builder the builder to set them in
     */
    public void applyTo(SamDeblur.Builder builder) {
        builder.tiling(tiling());
        padding.ifPresent(builder::padding);
    }

    private Tiling tiling() {
        boolean sized = tile.isPresent() && !tile.get().equals("off");
        if (overlap.isPresent() && !sized) {
            throw new MisuseException("--overlap goes with --tile PIXELS only");
        }
        if (tile.isEmpty()) {
            return Tiling.auto();
        }
        return sized ? tilesOf(edge(tile.get())) : Tiling.off();
    }

    private Tiling tilesOf(int edge) {
        try {
            return Tiling.of(edge, overlap.orElse(Math.min(USUAL_OVERLAP, edge / 4)));
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private static int edge(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new MisuseException("--tile takes a number of pixels or 'off', not '" + text + "'");
        }
    }
}
