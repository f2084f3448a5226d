package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Arithmetic on shapes and axes, as ONNX defines it. */
final class Shapes {
    private Shapes() {}

    /** Copies an array's shape, because the engine returns its own array. */
    static long[] of(NDArray array) {
        return array.getShape().getShape().clone();
    }

    static long size(long... shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Resolves an axis that may count from the end. */
    static int axis(long axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException("axis " + axis + " is out of range for rank " + rank);
        }
        return (int) (axis < 0 ? axis + rank : axis);
    }

    static int[] axes(long[] axes, int rank) {
        return Arrays.stream(axes).mapToInt(axis -> axis(axis, rank)).toArray();
    }

    /** Returns the shape that two shapes broadcast to. */
    static long[] broadcast(long[] a, long[] b) {
        int rank = Math.max(a.length, b.length);
        long[] result = new long[rank];
        for (int i = 1; i <= rank; i++) {
            long x = i <= a.length ? a[a.length - i] : 1;
            long y = i <= b.length ? b[b.length - i] : 1;
            if (x != y && x != 1 && y != 1) {
                throw new IllegalArgumentException("shapes " + Arrays.toString(a) + " and " + Arrays.toString(b)
                        + " cannot be broadcast together");
            }
            result[rank - i] = x == 1 ? y : x;
        }
        return result;
    }

    /** Returns the offsets between neighbours along each axis of a row-major array; 0 along broadcast axes. */
    static long[] strides(long[] shape, int rank) {
        long[] strides = new long[rank];
        long step = 1;
        for (int i = 1; i <= shape.length; i++) {
            long length = shape[shape.length - i];
            strides[rank - i] = length == 1 ? 0 : step;
            step *= length;
        }
        return strides;
    }

    /** Lists the offsets of all elements of a shape, if axis i moves by {@code strides[i]}. */
    static int[] places(long[] shape, long[] strides, long start) {
        int[] places = new int[Math.toIntExact(size(shape))];
        long[] index = new long[shape.length];
        long place = start;
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.toIntExact(place);
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                place += strides[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                place -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return places;
    }

    static long[] replaced(long[] shape, int axis, long size) {
        long[] result = shape.clone();
        result[axis] = size;
        return result;
    }

    static int[] range(int count) {
        return IntStream.range(0, count).toArray();
    }

    static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }
}
