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
 * Differentiable mask average pooling on arrays (SAM-Deblur, Algorithm 1). The engine's interface has no sum by index.
 * The sum over a group is therefore a difference of cumulative sums of the values, gathered group by group. Cumulative
 * sums are in double precision. On the processor, all operations are deterministic.
 */
final class RegionPooling {
    private RegionPooling() {}

    /**
     * Pools features.
     *
     * @param features {@code [B, S, H, W]}
     * @param masks the masks of each of the B images; where they overlap, their means are added
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

    /** Converts to double precision. The engine's conversion has no gradient; a product with a double has one. */
    private static NDArray doubles(NDArray values) {
        return values.getDataType() == DataType.FLOAT64
                ? values
                : values.mul(values.getManager().ones(new Shape(1), DataType.FLOAT64));
    }

    /** Converts to a type by adding in place to zeros of that type, which has a gradient. */
    private static NDArray inType(DataType type, NDArray values) {
        return values.getDataType() == type
                ? values
                : values.getManager().zeros(values.getShape(), type).addi(values);
    }

    /** Sums the values of each group's members: {@code [S, members]} becomes {@code [S, groups]}. */
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

    /** Gathers along the last axis with a full index. The gradient of a one-dimensional index is not deterministic. */
    private static NDArray gather(NDArray values, int[] places) {
        long[] index = Arrays.stream(places).asLongStream().toArray();
        NDArray all = Tensors.owned(values.getManager().create(index))
                .reshape(new Shape(1, index.length))
                .broadcast(new Shape(values.size(0), index.length));
        return values.gather(all, 1);
    }
}
