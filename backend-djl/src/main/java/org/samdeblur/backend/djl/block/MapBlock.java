package org.samdeblur.backend.djl.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.SplittableRandom;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.MaskDropout;

/**
 * The Mask Average Pooling unit before any block (SAM-Deblur, section 2.2 and Algorithm 1). Takes images {@code [B, C, H, W]}
 * and label maps {@code [B, 1, H, W]}, whose values are indexes of masks from 0 and −1 where there is none; or, instead of label
 * maps, a {@code List<MaskSet>} as the parameter {@value #MASKS} of the call, whose masks may overlap. Gives the block it wraps
 * {@code concat(image, MAP)}, {@code [B, C + S, H, W]}; further inputs pass by.
 *
 * <p>The encoder's weights are parameters: {@code pre_seg.weight}, {@code pre_seg.bias}, {@code pre_seg_in.weight} and {@code
 * pre_seg_in.bias}, as in the published code. In training, masks are dropped before they are pooled.
 *
 * <p>Computes what {@link org.samdeblur.map.MaskAveragePooling} does. As blocks of DJL are, it is for one thread at a time.
 *
 * @since 0.1.0
 */
public final class MapBlock extends MaskGuidedBlock {
    /** The parameter of a call that holds the masks of each image, a {@code List<MaskSet>}. */
    public static final String MASKS = "masks";

    private static final Shape ONE = new Shape(1, 1);

    private final Parameter weight3x3;
    private final Parameter bias3x3;
    private final Parameter weight1x1;
    private final Parameter bias1x1;
    private final MaskDropout dropout;
    private SplittableRandom seeds = new SplittableRandom(0);

    /**
     * Puts a unit before a block.
     *
     * @param encoder the weights to begin with, such as {@link MapEncoder#random}
     * @param dropout which part of the masks is emptied in training; drawn from seed 0 on
     * @param network takes {@code [B, C + S, H, W]}, such as a widened {@link NetworkBlock}
     */
    public MapBlock(MapEncoder encoder, MaskDropout dropout, Block network) {
        super(encoder.channels(), network);
        weight3x3 = addParameter(GivenValues.parameter("pre_seg.weight", encoder.weight3x3()));
        bias3x3 = addParameter(GivenValues.parameter("pre_seg.bias", encoder.bias3x3()));
        weight1x1 = addParameter(GivenValues.parameter("pre_seg_in.weight", encoder.weight1x1()));
        bias1x1 = addParameter(GivenValues.parameter("pre_seg_in.bias", encoder.bias1x1()));
        this.dropout = dropout;
        addNetwork();
    }

    /**
     * Begins the draws of masks to drop anew.
     *
     * @param seed the same seed gives the same draws from here on
     */
    public void seedDropout(long seed) {
        seeds = new SplittableRandom(seed);
    }

    @Override
    NDArray guide(ParameterStore store, MaskInputs inputs, boolean training) {
        NDArray images = inputs.images();
        NDArray features = convolve(
                images, value(weight3x3, store, images, training), value(bias3x3, store, images, training), ONE);
        NDArray encoding = convolve(
                features,
                value(weight1x1, store, images, training),
                value(bias1x1, store, images, training),
                new Shape(0, 0));
        return RegionPooling.pool(encoding, training ? dropped(inputs.masks()) : inputs.masks());
    }

    private List<MaskSet> dropped(List<MaskSet> masks) {
        return masks.stream().map(set -> dropout.apply(set, seeds.nextLong())).toList();
    }

    private static NDArray value(Parameter parameter, ParameterStore store, NDArray images, boolean training) {
        return store.getValue(parameter, images.getDevice(), training);
    }

    private static NDArray convolve(NDArray x, NDArray weight, NDArray bias, Shape padding) {
        return x.getNDArrayInternal()
                .convolution(x, weight, bias, ONE, padding, ONE, 1)
                .singletonOrThrow();
    }
}
