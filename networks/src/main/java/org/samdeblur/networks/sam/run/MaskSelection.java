package org.samdeblur.networks.sam.run;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.graph.SamGeneration;

/**
 * Which masks a caller wants. A decoder makes one mask for unambiguous prompts and three others; some exports make only the former, or
 * only the latter.
 *
 * @param generation tells how the single mask is chosen
 * @param choice one or several
 * @param iouAbove masks whose predicted IoU does not exceed this are not wanted; negative infinity for all
 */
record MaskSelection(SamGeneration generation, MaskChoice choice, float iouAbove) {
    private static final int UNAMBIGUOUS = 0;

    /** How many masks a decoder makes that has none for unambiguous prompts. */
    private static final int AMBIGUOUS_ONLY = 3;

    /** Tells by the predicted IoU {@code [1, K]} whether any of a prompt's masks may be wanted, so that they have to be drawn. */
    boolean mayWantAny(Tensor iou) {
        return possible(iou).stream().anyMatch(output -> exceedsBound(iou, output));
    }

    /**
     * Returns which of the decoder's masks for one prompt are wanted.
     *
     * @param iou {@code [1, K]}
     * @param drawn gives the logits of a mask
     */
    List<Integer> among(Tensor iou, IntFunction<Tensor> drawn) {
        List<Integer> chosen = possible(iou);
        if (isByStability(iou)) {
            chosen = chosen.subList(StableMask.isStable(drawn.apply(UNAMBIGUOUS)) ? 0 : 1, chosen.size())
                    .subList(0, 1);
        }
        return chosen.stream().filter(output -> exceedsBound(iou, output)).toList();
    }

    /** Those among which masks are chosen; of a single one by stability, first the one for unambiguous prompts. */
    private List<Integer> possible(Tensor iou) {
        int masks = iou.dim(1);
        int firstOfSeveral = masks == 1 || masks == AMBIGUOUS_ONLY ? 0 : UNAMBIGUOUS + 1;
        if (choice == MaskChoice.SEVERAL) {
            return IntStream.range(firstOfSeveral, masks).boxed().toList();
        }
        if (masks == AMBIGUOUS_ONLY) {
            return List.of(best(iou, 0));
        }
        return isByStability(iou) ? List.of(UNAMBIGUOUS, best(iou, firstOfSeveral)) : List.of(UNAMBIGUOUS);
    }

    private boolean isByStability(Tensor iou) {
        int masks = iou.dim(1);
        return choice == MaskChoice.SINGLE && generation == SamGeneration.SAM2 && masks > 1 && masks != AMBIGUOUS_ONLY;
    }

    private static int best(Tensor iou, int from) {
        int best = from;
        for (int output = from + 1; output < iou.dim(1); output++) {
            best = iou.get(0, output) > iou.get(0, best) ? output : best;
        }
        return best;
    }

    /** Without a bound, masks whose quality is not a number are wanted as well. */
    private boolean exceedsBound(Tensor iou, int output) {
        return iouAbove == Float.NEGATIVE_INFINITY || iou.get(0, output) > iouAbove;
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
