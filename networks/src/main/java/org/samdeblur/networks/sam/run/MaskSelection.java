package org.samdeblur.networks.sam.run;

import java.util.List;
import org.samdeblur.api.Tensor;

/** Which masks a caller wants. */
record MaskSelection(MaskChoice choice, float iouAbove) {
    /** Returns which of the decoder's masks for one prompt are wanted, by their predicted IoU {@code [1, K]}. */
    List<Integer> among(Tensor iou) {
        return choice.outputs(iou.dim(1)).stream()
                .filter(output -> !isBoundBelow() || iou.get(0, output) > iouAbove)
                .toList();
    }

    /** Without a bound, masks whose quality is not a number are wanted as well. */
    private boolean isBoundBelow() {
        return iouAbove > Float.NEGATIVE_INFINITY;
    }

    /** A mask {@code [R, S]} out of several {@code [1, K, R, S]}. */
    static Tensor mask(Tensor masks, int index) {
        int rows = masks.dim(2);
        int columns = masks.dim(3);
        return masks.reshape(masks.dim(1), rows, columns)
                .slice(index, index + 1)
                .reshape(rows, columns);
    }
}
