package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.samdeblur.networks.operator.NodeDescription;

/** Padding. */
final class Paddings {
    private Paddings() {}

    static Family operators() {
        return new Family().add("Pad", Paddings::pad);
    }

    /** Maps position {@code i}, relative to the first of {@code size} elements, to the element that it takes its value from. */
    private interface Source {
        long of(long i, long size);
    }

    /** Pads are an attribute before operator set 11 and an operand since then. */
    private static Operator pad(NodeDescription node) {
        long[] fixed = node.integers("pads").orElse(null);
        float fixedValue = node.decimal("value", 0);
        String mode = node.text("mode", "constant");
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            int rank = x.getShape().dimension();
            long[] given = fixed != null ? fixed : operands.longs(1);
            long[] pads = operands.has(3) ? onAxes(given, Shapes.axes(operands.longs(3), rank), rank) : given;
            return switch (mode) {
                case "constant" ->
                    surrounded(x, pads, operands.has(2) ? operands.numbers(2).get(0) : fixedValue);
                case "edge" -> copied(x, pads, (i, size) -> Math.min(Math.max(i, 0), size - 1));
                case "reflect" -> copied(x, pads, Paddings::reflect);
                case "wrap" -> copied(x, pads, Math::floorMod);
                default -> throw node.refusal("its mode '" + mode + "' is not supported");
            };
        });
    }

    private static long[] onAxes(long[] pads, int[] axes, int rank) {
        long[] all = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            all[axes[i]] = pads[i];
            all[rank + axes[i]] = pads[axes.length + i];
        }
        return all;
    }

    /** Pads every axis, before and then after it, with a value. Negative pads crop. */
    static NDArray surrounded(NDArray x, long[] pads, double value) {
        int rank = pads.length / 2;
        NDArray kept = x;
        long[] lastAxisFirst = new long[2 * rank];
        boolean grows = false;
        for (int axis = 0; axis < rank; axis++) {
            long before = pads[axis];
            long after = pads[rank + axis];
            if (before < 0 || after < 0) {
                kept = Slices.range(kept, axis, Math.max(0, -before), x.size(axis) + Math.min(0, after));
            }
            lastAxisFirst[2 * (rank - 1 - axis)] = Math.max(0, before);
            lastAxisFirst[2 * (rank - 1 - axis) + 1] = Math.max(0, after);
            grows |= before > 0 || after > 0;
        }
        return grows ? kept.pad(new Shape(lastAxisFirst), value) : kept;
    }

    /** Pads the spatial axes with a value. Negative pads crop. */
    static NDArray around(NDArray x, long[] pads, double value) {
        int axes = pads.length / 2;
        long[] onAll = new long[2 * axes + 4];
        System.arraycopy(pads, 0, onAll, 2, axes);
        System.arraycopy(pads, axes, onAll, axes + 4, axes);
        return surrounded(x, onAll, value);
    }

    /** Returns the pads of every spatial axis, which must be symmetric. */
    static Shape each(long[] pads) {
        return new Shape(Arrays.copyOf(pads, pads.length / 2));
    }

    private static long reflect(long i, long size) {
        if (size == 1) {
            return 0;
        }
        long period = 2 * (size - 1);
        long place = Math.floorMod(i, period);
        return place < size ? place : period - place;
    }

    private static NDArray copied(NDArray x, long[] pads, Source source) {
        int rank = pads.length / 2;
        NDArray result = x;
        for (int axis = 0; axis < rank; axis++) {
            long before = pads[axis];
            long after = pads[rank + axis];
            long size = x.size(axis);
            if (before != 0 || after != 0) {
                long[] places = LongStream.range(-before, size + after)
                        .map(i -> source.of(i, size))
                        .toArray();
                NDArray next = Slices.places(result, axis, places);
                if (result != x) {
                    result.close();
                }
                result = next;
            }
        }
        return result;
    }
}
