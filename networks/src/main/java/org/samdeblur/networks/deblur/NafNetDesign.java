package org.samdeblur.networks.deblur;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/**
 * The sizes of a NAFNet that is yet to be trained (Chen et al., Simple Baselines for Image Restoration, ECCV 2022).
 *
 * @param width channels at full resolution, doubled by each level
 * @param encoderBlocks blocks of the encoder by level, finest first; a level may have none
 * @param middleBlocks blocks at the coarsest resolution
 * @param decoderBlocks blocks of the decoder, coarsest level first; as many levels as the encoder has
 */
public record NafNetDesign(int width, List<Integer> encoderBlocks, int middleBlocks, List<Integer> decoderBlocks)
        implements Serializable {
    private static final int IMAGE_CHANNELS = 3;

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
                && middleBlocks > 0
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

    /** The design that SAM-Deblur is published with: width 32, encoder 1 1 1 28, middle 1, decoder 1 1 1 1. */
    public NafNetDesign() {
        this(32, List.of(1, 1, 1, 28), 1, List.of(1, 1, 1, 1));
    }

    /**
     * Makes a network with fresh weights as PyTorch initialises them: those of convolutions uniform in ±1/√fan-in, scales of
     * normalisations 1 and their shifts 0; beta and gamma are 0, so that every block begins as the identity.
     *
     * @param guidance what masks add to the image: {@link MaskGuidance#none()} for a plain NAFNet, {@link
     *     org.samdeblur.map.GreyCodes} for the CAT baseline, a MAP unit for a SegNAFNet, whose encoder is taken as it is
     * @param seed the same seed gives the same weights
     * @return the network
     */
    public DeblurNetwork untrained(MaskGuidance guidance, long seed) {
        Map<String, Constant> weights = new Fresh(seed).weights(guidance);
        return DeblurNetworks.of("untrained", Checkpoint.of(Path.of("untrained"), weights));
    }

    private final class Fresh {
        private final SplittableRandom random;
        private final Map<String, Constant> weights = new LinkedHashMap<>();

        Fresh(long seed) {
            random = new SplittableRandom(seed);
        }

        Map<String, Constant> weights(MaskGuidance guidance) {
            if (guidance instanceof MapUnit unit) {
                encoder(unit.encoder());
            }
            convolution("intro", width, IMAGE_CHANNELS + guidance.channels(), 3);
            int channels = width;
            for (int level = 0; level < encoderBlocks.size(); level++) {
                blocks("encoders." + level, encoderBlocks.get(level), channels);
                convolution("downs." + level, 2 * channels, channels, 2);
                channels *= 2;
            }
            blocks("middle_blks", middleBlocks, channels);
            for (int step = 0; step < decoderBlocks.size(); step++) {
                uniform("ups." + step + ".0.weight", channels, 2 * channels, channels, 1, 1);
                channels /= 2;
                blocks("decoders." + step, decoderBlocks.get(step), channels);
            }
            convolution("ending", IMAGE_CHANNELS, width, 3);
            return weights;
        }

        private void encoder(MapEncoder encoder) {
            weights.put("pre_seg.weight", Constant.of(encoder.weight3x3()));
            weights.put("pre_seg.bias", Constant.of(encoder.bias3x3()));
            weights.put("pre_seg_in.weight", Constant.of(encoder.weight1x1()));
            weights.put("pre_seg_in.bias", Constant.of(encoder.bias1x1()));
        }

        private void blocks(String name, int count, int channels) {
            for (int block = 0; block < count; block++) {
                block(name + "." + block, channels);
            }
        }

        private void block(String name, int channels) {
            filled(name + ".beta", 0, 1, channels, 1, 1);
            filled(name + ".gamma", 0, 1, channels, 1, 1);
            convolution(name + ".conv1", 2 * channels, channels, 1);
            convolution(name + ".conv2", 2 * channels, 1, 3);
            convolution(name + ".conv3", channels, channels, 1);
            convolution(name + ".sca.1", channels, channels, 1);
            convolution(name + ".conv4", 2 * channels, channels, 1);
            convolution(name + ".conv5", channels, channels, 1);
            for (String norm : List.of(".norm1", ".norm2")) {
                filled(name + norm + ".weight", 1, channels);
                filled(name + norm + ".bias", 0, channels);
            }
        }

        private void convolution(String name, int outputs, int inputsPerGroup, int kernel) {
            int fanIn = inputsPerGroup * kernel * kernel;
            uniform(name + ".weight", fanIn, outputs, inputsPerGroup, kernel, kernel);
            uniform(name + ".bias", fanIn, outputs);
        }

        private void uniform(String name, int fanIn, int... shape) {
            double bound = 1 / Math.sqrt(fanIn);
            weights.put(
                    name,
                    Constant.create(
                            values -> {
                                while (values.hasRemaining()) {
                                    values.put((float) random.nextDouble(-bound, bound));
                                }
                            },
                            shape));
        }

        private void filled(String name, float value, int... shape) {
            weights.put(
                    name,
                    Constant.create(
                            values -> {
                                while (values.hasRemaining()) {
                                    values.put(value);
                                }
                            },
                            shape));
        }
    }
}
