package org.samdeblur.api;

import java.util.Optional;
import org.samdeblur.api.finish.CollapseFinder;
import org.samdeblur.api.finish.CollapsedBlocks;
import org.samdeblur.api.finish.ColourRows;
import org.samdeblur.api.finish.MixedRows;

/**
 * Combines the input and the network's output into the result.
 *
 * @param strength the weight of the output, in [0, 1]
 * @param guard what happens where the network has collapsed
 */
record Finishing(float strength, Guard guard) {
    /**
     * A result.
     *
     * @param image the image in the input's own format
     * @param collapsed the regions in which the network has collapsed
     */
    record Finished(Image image, MaskSet collapsed) {}

    Finished finish(Image image, Tensor output) {
        ColourRows before = image.ownRows();
        ColourRows after = output.colourRows();
        Optional<CollapsedBlocks> collapsed = guard == Guard.OFF
                ? Optional.empty()
                : Optional.of(CollapseFinder.find(before, after, image.width(), image.height()))
                        .filter(blocks -> !blocks.isEmpty());
        Optional<CollapsedBlocks> faded = guard == Guard.FADE ? collapsed : Optional.empty();
        Image mixed = image.withOwnColours(new MixedRows(before, after, image.width(), strength, faded));
        return new Finished(mixed, masks(image.size(), collapsed));
    }

    /** Finds the regions of an output that do not fit the input; both have the same size. */
    static MaskSet collapsedRegions(Image input, Image output) {
        CollapsedBlocks blocks = CollapseFinder.find(
                input.toTensor().colourRows(), output.toTensor().colourRows(), input.width(), input.height());
        return masks(input.size(), Optional.of(blocks).filter(found -> !found.isEmpty()));
    }

    private static MaskSet masks(ImageSize size, Optional<CollapsedBlocks> collapsed) {
        return collapsed
                .map(blocks ->
                        MaskSet.ofLabels(size, pixel -> blocks.region(pixel % size.width(), pixel / size.width())))
                .orElse(MaskSet.empty(size));
    }
}
