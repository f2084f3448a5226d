package org.samdeblur.backend.djl.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.nio.FloatBuffer;
import java.util.List;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.map.GreyCodes;

/**
 * The CAT baseline before a block: the masks' grey codes, divided by 255, are a further channel after the image's.
 * Takes images and masks like {@link MapBlock}. Has no parameters in addition to those of the wrapped block. Not safe
 * for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class GreyCodeBlock extends MaskGuidedBlock {
    private static final GreyCodes CODES = new GreyCodes();

    /**
     * Creates a block.
     *
     * @param network the wrapped block, which takes {@code [B, C + 1, H, W]}
     */
    public GreyCodeBlock(Block network) {
        super(CODES.channels(), network);
        addNetwork();
    }

    @Override
    NDArray guide(ParameterStore store, MaskInputs inputs, boolean training) {
        NDManager manager = inputs.images().getManager();
        List<MaskSet> masks = inputs.masks();
        Shape shape = inputs.images().getShape();
        int height = Math.toIntExact(shape.get(2));
        int width = Math.toIntExact(shape.get(3));
        Tensor codes = Tensor.create(
                values -> masks.forEach(set -> put(set, values)), masks.size(), CODES.channels(), height, width);
        return Tensors.toArray(codes, manager).toType(inputs.images().getDataType(), false);
    }

    private static void put(MaskSet masks, FloatBuffer values) {
        // grey codes depend on the masks only; the image just needs their size
        values.put(CODES.guide(Tensor.create(none -> {}, 1, masks.height(), masks.width()), masks)
                .data());
    }
}
