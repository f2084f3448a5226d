package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import org.samdeblur.backend.djl.runtime.Tensors;

/** Parts of arrays along one axis. */
final class Slices {
    private Slices() {}

    /** Returns a view of a range. */
    static NDArray range(NDArray x, int axis, long from, long to) {
        return x.get(new NDIndex().addAllDim(axis).addSliceDim(from, to).addEllipseDim());
    }

    /** Returns views of consecutive ranges that make up the axis. Their gradients are computed in one operation. */
    static NDList parts(NDArray x, int axis, long[] sizes) {
        long[] starts = new long[sizes.length - 1];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = (i == 0 ? 0 : starts[i - 1]) + sizes[i];
        }
        return x.split(starts, axis);
    }

    /** Returns a view of a range with a step. */
    static NDArray range(NDArray x, int axis, long from, long to, long step) {
        return x.get(new NDIndex().addAllDim(axis).addSliceDim(from, to, step).addEllipseDim());
    }

    /** Copies the given elements of an axis, in order. The axes of the index replace that axis. */
    static NDArray places(NDArray x, int axis, NDArray index) {
        return x.get(new NDIndex().addAllDim(axis).addIndices("{}", index).addEllipseDim());
    }

    static NDArray places(NDArray x, int axis, long[] index) {
        return places(x, axis, Tensors.owned(x.getManager().create(index)));
    }
}
