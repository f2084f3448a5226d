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
 * The Mask Average Pooling unit before a block (SAM-Deblur, section 2.2 and Algorithm 1). Takes images {@code [B, C, H,
 * W]} and label maps {@code [B, 1, H, W]}, whose values are the indices of masks, from 0, or −1 for pixels without a
 * mask. Instead of label maps, a {@code List<MaskSet>} may be given as the parameter {@value #MASKS} of the call; these
 * masks may overlap. The wrapped block gets {@code concat(image, MAP)}, {@code [B, C + S, H, W]}, followed by any
 * further inputs.
 *
 * <p>The encoder's weights are parameters: {@code pre_seg.weight}, {@code pre_seg.bias}, {@code pre_seg_in.weight} and
 * {@code pre_seg_in.bias}, as in the published code. In training, masks are dropped before pooling.
 *
 * <p>Computes the same as {@link org.samdeblur.map.MaskAveragePooling}. Not safe for use by multiple threads, like all
 * DJL blocks.
 *
 * @since 0.1.0
 */
public final class MapBlock extends MaskGuidedBlock {
    /** The parameter of a call with the masks of each image, a {@code List<MaskSet>}. */
    public static final String MASKS = "masks";

    private static final Shape ONE = new Shape(1, 1);

    private final Parameter weight3x3;
    private final Parameter bias3x3;
    private final Parameter weight1x1;
    private final Parameter bias1x1;
    private final MaskDropout dropout;
    private SplittableRandom seeds = new SplittableRandom(0);

    /**
     * Creates a block.
     *
     * @param encoder the initial weights, such as {@link MapEncoder#random}
     * @param dropout drops masks in training, with seed 0 until {@link #seedDropout} is called
     * @param network the wrapped block, which takes {@code [B, C + S, H, W]}, such as a widened {@link NetworkBlock}
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
     * Sets the seed for the dropout of masks.
     *
     * @param seed the seed; equal seeds give equal sequences of dropped masks
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
