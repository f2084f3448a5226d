package org.samdeblur.backend.djl.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.samdeblur.api.MaskSet;
import org.samdeblur.backend.djl.runtime.Tensors;

/**
 * Mask average pooling over arrays, differentiable: Algorithm 1 of SAM-Deblur. The engine's interface has no sum by index; a
 * sum over a group is a difference of running totals over the values, gathered group by group. Totals are in double
 * precision, and every operation is one that gives the same bits again on the processor.
 */
final class RegionPooling {
    private RegionPooling() {}

    /**
     * Pools.
     *
     * @param features {@code [B, S, H, W]}
     * @param masks masks for each of the B images; may overlap, contributions then add up
     * @return {@code [B, S, H, W]}
     */
    static NDArray pool(NDArray features, List<MaskSet> masks) {
        Shape shape = features.getShape();
        long channels = shape.get(1);
        int pixelsEach = Math.toIntExact(shape.get(2) * shape.get(3));
        int pixels = Math.multiplyExact(masks.size(), pixelsEach);
        Memberships regions = BatchRegions.of(masks, pixelsEach);
        NDArray rows = features.transpose(1, 0, 2, 3).reshape(new Shape(channels, pixels));
        NDArray means = sums(doubles(rows), regions)
                .div(Tensors.owned(features.getManager().create(regions.sizes())));
        NDArray pooled = sums(means, regions.transposed(pixels));
        return inType(features.getDataType(), pooled)
                .reshape(new Shape(channels, shape.get(0), shape.get(2), shape.get(3)))
                .transpose(1, 0, 2, 3);
    }

    /** The engine's own conversion has no gradient; a product with a number of the wider type has. */
    private static NDArray doubles(NDArray values) {
        return values.getDataType() == DataType.FLOAT64
                ? values
                : values.mul(values.getManager().ones(new Shape(1), DataType.FLOAT64));
    }

    /** Adding to an array in place keeps its type, and has a gradient. */
    private static NDArray inType(DataType type, NDArray values) {
        return values.getDataType() == type
                ? values
                : values.getManager().zeros(values.getShape(), type).addi(values);
    }

    /** Adds up the values of every group's members; {@code [S, members]} becomes {@code [S, groups]}. */
    private static NDArray sums(NDArray values, Memberships groups) {
        NDArray gathered = gather(values, groups.members());
        if (groups.areSingle()) {
            return gathered;
        }
        int[] last = Arrays.stream(groups.ends()).map(end -> end - 1).toArray();
        NDArray totals = gather(gathered.cumSum(1), last);
        NDManager manager = values.getManager();
        NDArray before =
                manager.zeros(new Shape(totals.size(0), 1), DataType.FLOAT64).concat(totals.get(":, :-1"), 1);
        return totals.sub(before);
    }

    /** An index by itself would have a gradient that is added up in any order; this one's is not. */
    private static NDArray gather(NDArray values, int[] places) {
        long[] index = Arrays.stream(places).asLongStream().toArray();
        NDArray all = Tensors.owned(values.getManager().create(index))
                .reshape(new Shape(1, index.length))
                .broadcast(new Shape(values.size(0), index.length));
        return values.gather(all, 1);
    }
}
