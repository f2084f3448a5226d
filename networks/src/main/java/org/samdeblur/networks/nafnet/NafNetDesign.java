package org.samdeblur.networks.nafnet;

import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * The sizes of a NAFNet (Chen et al., Simple Baselines for Image Restoration, ECCV 2022) that takes images only.
 * Immutable.
 *
 * @param width channels at full resolution, doubled by each level
 * @param encoderBlocks blocks of the encoder by level, finest first; a level may have none
 * @param middleBlocks blocks at the coarsest resolution
 * @param decoderBlocks blocks of the decoder by level, coarsest first; the same number of levels as in the encoder
 * @since 0.1.0
 */
public record NafNetDesign(int width, List<Integer> encoderBlocks, int middleBlocks, List<Integer> decoderBlocks)
        implements NetworkDesign {
    /**
     * Checks the sizes.
     *
     * @param width channels at full resolution
     * @param encoderBlocks blocks of the encoder by level
     * @param middleBlocks blocks at the coarsest resolution
     * @param decoderBlocks blocks of the decoder by level
     * @throws IllegalArgumentException if there are no channels, negative blocks, no level, or unequal levels
     */
    public NafNetDesign {
        encoderBlocks = List.copyOf(encoderBlocks);
        decoderBlocks = List.copyOf(decoderBlocks);
        boolean fits = width > 0
                && middleBlocks >= 0
                && !encoderBlocks.isEmpty()
                && encoderBlocks.size() == decoderBlocks.size()
                && IntStream.concat(
                                encoderBlocks.stream().mapToInt(Integer::intValue),
                                decoderBlocks.stream().mapToInt(Integer::intValue))
                        .allMatch(blocks -> blocks >= 0);
        if (!fits) {
            throw new IllegalArgumentException(
                    "a NAFNet has a width, middle blocks, and blocks, or none, for as many encoder as decoder levels, not "
                            + width + ", " + middleBlocks + ", " + encoderBlocks + ", " + decoderBlocks);
        }
    }

    /** Creates the design of SAM-Deblur's published network: width 32, encoder 1 1 1 28, middle 1, decoder 1 1 1 1. */
    public NafNetDesign() {
        this(32, List.of(1, 1, 1, 28), 1, List.of(1, 1, 1, 1));
    }

    @Override
    public String architecture() {
        return network().architecture();
    }

    @Override
    public int sizeMultiple() {
        return network().sizeMultiple();
    }

    @Override
    public NetworkDesign withGuidance(MaskGuidance guidance) {
        return NafNetArchitecture.published(this, guidance);
    }

    @Override
    public Operand write(Layers layers, Operand image) {
        return network().write(layers, image);
    }

    private NafNet network() {
        return NafNetArchitecture.published(this, MaskGuidance.none());
    }

    int levels() {
        return encoderBlocks.size();
    }

    /** The channels at a level, 0 being full resolution. */
    int channels(int level) {
        return width << level;
    }
}
