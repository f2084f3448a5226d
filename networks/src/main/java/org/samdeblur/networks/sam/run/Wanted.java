package org.samdeblur.networks.sam.run;

import java.util.List;
import org.samdeblur.api.Tensor;

/** Which masks a caller wants. */
record Wanted(MaskChoice choice, float iouAbove) {
    /** Returns which of the decoder's masks for one prompt are wanted, by their predicted IoU {@code [1, K]}. */
    List<Integer> among(Tensor iou) {
        return choice.outputs(iou.dim(1)).stream()
                .filter(output -> iou.get(0, output) > iouAbove)
                .toList();
    }

    /** A mask {@code [4E, 4E]} out of several {@code [1, M, 4E, 4E]}. */
    static Tensor mask(Tensor masks, int index) {
        int size = masks.dim(2);
        return masks.reshape(masks.dim(1), size, size).slice(index, index + 1).reshape(size, size);
    }
}
