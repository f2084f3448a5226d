package org.samdeblur.training.data;

import java.util.Optional;
import java.util.SplittableRandom;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * One of the eight ways to lay a square.
 *
 * @param mirrored whether left and right change places
 * @param flipped whether top and bottom change places
 * @param transposed whether rows then become columns
 */
record Orientation(boolean mirrored, boolean flipped, boolean transposed) {
    static Orientation draw(SplittableRandom random) {
        return new Orientation(random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    }

    private boolean isPlain() {
        return !mirrored && !flipped && !transposed;
    }

    /** Returns where a pixel comes to lie. */
    private int place(int pixel, int side) {
        int y = flipped ? side - 1 - pixel / side : pixel / side;
        int x = mirrored ? side - 1 - pixel % side : pixel % side;
        return transposed ? x * side + y : y * side + x;
    }

    /** Lays {@code [C, P, P]}. */
    Tensor lay(Tensor square) {
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

    /** Lays masks of P·P pixels. */
    MaskSet lay(MaskSet square) {
        if (isPlain()) {
            return square;
        }
        int side = square.height();
        Optional<LabelMap> labels = square.labels();
        return labels.isPresent()
                ? MaskParts.ofLabels(square, square.imageSize(), lay(labels.get(), side))
                : MaskSet.of(
                        square.imageSize(),
                        square.masks().stream().map(this::lay).toList());
    }

    private int[] lay(LabelMap labels, int side) {
        int[] laid = new int[labels.pixels()];
        for (int pixel = 0; pixel < labels.pixels(); pixel++) {
            laid[place(pixel, side)] = labels.at(pixel);
        }
        return laid;
    }

    private Mask lay(Mask mask) {
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
