package org.samdeblur.training.data;

import java.util.Optional;
import java.util.SplittableRandom;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * One of the eight orientations of a square.
 *
 * @param mirrored whether left and right are swapped
 * @param flipped whether top and bottom are swapped
 * @param transposed whether rows and columns are swapped afterwards
 */
record Orientation(boolean mirrored, boolean flipped, boolean transposed) {
    static Orientation draw(SplittableRandom random) {
        return new Orientation(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    }

    private boolean isPlain() {
        return !mirrored && !flipped && !transposed;
    }

    /** Returns the new index of a pixel. */
    private int place(int pixel, int side) {
        int y = flipped ? side - 1 - pixel / side : pixel / side;
        int x = mirrored ? side - 1 - pixel % side : pixel % side;
        return transposed ? x * side + y : y * side + x;
    }

    /** Reorients {@code [C, P, P]}. */
    Tensor apply(Tensor square) {
        if (isPlain()) {
            return square;
        }
        int side = square.dim(1);
        float[] from = square.toArray();
        float[] to = new float[from.length];
        for (int pixel = 0; pixel < side * side; pixel++) {
            int place = place(pixel, side);
            for (int plane = 0; plane < from.length; plane += side * side) {
                to[plane + place] = from[plane + pixel];
            }
        }
        return Tensor.of(to, square.shape());
    }

    /** Reorients masks of P×P pixels. */
    MaskSet apply(MaskSet square) {
        if (isPlain()) {
            return square;
        }
        int side = square.height();
        Optional<LabelMap> labels = square.labels();
        return labels.isPresent()
                ? MaskParts.ofLabels(square, square.imageSize(), apply(labels.get(), side))
                : MaskSet.of(
                        square.imageSize(),
                        square.masks().stream().map(this::apply).toList());
    }

    private int[] apply(LabelMap labels, int side) {
        int[] moved = new int[labels.pixels()];
        for (int pixel = 0; pixel < labels.pixels(); pixel++) {
            moved[place(pixel, side)] = labels.at(pixel);
        }
        return moved;
    }

    private Mask apply(Mask mask) {
        int side = mask.height();
        boolean[] inside = new boolean[side * side];
        mask.forEachRun((from, to) -> {
            for (int pixel = from; pixel < to; pixel++) {
                inside[place(pixel, side)] = true;
            }
        });
        return Mask.of(mask.imageSize(), inside);
    }
}
