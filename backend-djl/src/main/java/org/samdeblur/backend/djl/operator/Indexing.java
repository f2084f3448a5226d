package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.samdeblur.networks.operator.NodeDescription;

/** Operators that select parts of values by index. */
final class Indexing {
    private Indexing() {}

    static Family operators() {
        return new Family()
                .add("Slice", Indexing::slice)
                .add("Gather", Indexing::gather)
                .add("GatherElements", Indexing::gatherElements)
                .add("GatherND", Indexing::gatherNd)
                .add("ScatterElements", Indexing::scatterElements)
                .add("TopK", Indexing::topK)
                .add("ScatterND", Indexing::scatterNd);
    }

    /** Ranges are attributes before operator set 10 and operands since then. */
    private static Operator slice(NodeDescription node) {
        if (node.opset() < 10) {
            long[] starts = node.integers("starts").orElseThrow(() -> node.refusal("it has no starts"));
            long[] ends = node.integers("ends").orElseThrow(() -> node.refusal("it has no ends"));
            long[] axes = node.integers("axes").orElseGet(() -> upTo(starts.length));
            return Family.oneValue(operands -> sliced(operands.value(0), starts, ends, axes, ones(starts.length)));
        }
        return Family.oneValue(operands -> {
            long[] starts = operands.longs(1);
            long[] axes = operands.has(3) ? operands.longs(3) : upTo(starts.length);
            long[] steps = operands.has(4) ? operands.longs(4) : ones(starts.length);
            return sliced(operands.value(0), starts, operands.longs(2), axes, steps);
        });
    }

    private static long[] upTo(int count) {
        return LongStream.range(0, count).toArray();
    }

    private static long[] ones(int count) {
        long[] ones = new long[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Value sliced(Value x, long[] starts, long[] ends, long[] axes, long[] steps) {
        Value result = x;
        for (int i = 0; i < starts.length; i++) {
            int axis = Shapes.axis(axes[i], x.rank());
            long size = result.shape()[axis];
            long step = steps[i];
            if (step == 0) {
                throw new IllegalArgumentException("the step of a slice is 0");
            }
            long lowest = step > 0 ? 0 : -1;
            long highest = step > 0 ? size : size - 1;
            long start = limit(starts[i], size, 0, highest);
            long end = limit(ends[i], size, lowest, highest);
            long count = Math.max(0, step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step);
            result = result.isNumbers()
                    ? Value.of(picked(result.numbers(), axis, start, step, count))
                    : Value.of(cut(result.array().orElseThrow(), axis, start, step, count));
        }
        return result;
    }

    /** Resolves a position that may count from the end, and clamps it to the bounds. */
    private static long limit(long position, long size, long lowest, long highest) {
        long counted = position < 0 ? position + size : position;
        return Math.min(Math.max(counted, lowest), highest);
    }

    private static Numbers picked(Numbers x, int axis, long start, long step, long count) {
        long[] shape = Shapes.replaced(x.shape(), axis, count);
        long[] strides = Shapes.strides(x.shape(), x.rank());
        long first = start * strides[axis];
        strides[axis] *= step;
        return x.pick(shape, Shapes.places(shape, strides, first));
    }

    private static NDArray cut(NDArray x, int axis, long start, long step, long count) {
        if (step > 0) {
            return step == 1
                    ? Slices.range(x, axis, start, start + count)
                    : Slices.range(x, axis, start, start + (count == 0 ? 0 : (count - 1) * step + 1), step);
        }
        long last = x.size(axis) - 1;
        NDArray turned = x.flip(axis);
        long from = last - start;
        return Slices.range(turned, axis, from, from + (count == 0 ? 0 : (count - 1) * -step + 1), -step);
    }

    private static Operator gather(NodeDescription node) {
        long axis = node.integer("axis", 0);
        return Family.oneValue(operands -> {
            Value x = operands.value(0);
            int along = Shapes.axis(axis, x.rank());
            if (x.isNumbers() && operands.isNumbers(1) && x.rank() == 1) {
                return Value.of(gathered(x.numbers(), operands.numbers(1)));
            }
            if (operands.isNumbers(1) && operands.numbers(1).rank() == 0) {
                long[] shape = x.shape();
                long place = within(operands.longs(1)[0], shape[along]);
                long[] rest = Reductions.without(shape, new int[] {along});
                return Value.of(
                        Slices.range(operands.array(0), along, place, place + 1).reshape(new Shape(rest)));
            }
            return Value.of(Slices.places(operands.array(0), along, operands.array(1)));
        });
    }

    private static long within(long index, long size) {
        long counted = index < 0 ? index + size : index;
        if (counted < 0 || counted >= size) {
            throw new IllegalArgumentException("index " + index + " is out of range for an axis of size " + size);
        }
        return counted;
    }

    private static Numbers gathered(Numbers x, Numbers index) {
        int[] places = LongStream.of(index.longs())
                .mapToInt(place -> (int) within(place, x.size()))
                .toArray();
        return x.pick(index.shape(), places);
    }

    private static Operator topK(NodeDescription node) {
        long axis = node.integer("axis", -1);
        boolean largest = node.flag("largest", true);
        return operands -> {
            NDArray x = operands.array(0);
            int along = Shapes.axis(axis, x.getShape().dimension());
            long count = operands.has(1) ? operands.longs(1)[0] : node.integer("k", 0);
            if (count < 0 || count > x.size(along)) {
                throw new IllegalArgumentException(
                        "cannot select " + count + " values from an axis of size " + x.size(along));
            }
            NDArray places = Slices.range(order(x, along, !largest), along, 0, count);
            return List.of(Value.of(x.gather(places, along)), Value.of(places));
        };
    }

    /**
     * Sorts, with equal values in the order of their indices. The engine does not define their order, so they are
     * sorted again.
     */
    private static NDArray order(NDArray x, int axis, boolean ascending) {
        NDArray order = x.argSort(axis, ascending);
        long size = x.size(axis);
        if (size < 2) {
            return order;
        }
        NDArray sorted = x.gather(order, axis);
        NDArray first = Slices.range(order, axis, 0, 1).zerosLike();
        NDArray differs = Slices.range(sorted, axis, 1, size).neq(Slices.range(sorted, axis, 0, size - 1));
        NDArray ranks =
                first.concat(differs.toType(DataType.INT64, false), axis).cumSum(axis);
        return order.gather(ranks.mul(size).add(order).argSort(axis, true), axis);
    }

    private static Operator gatherElements(NodeDescription node) {
        long axis = node.integer("axis", 0);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            int along = Shapes.axis(axis, x.getShape().dimension());
            return x.gather(counted(operands.array(1), x.size(along)), along);
        });
    }

    /** Converts indices that count from the end to indices that count from the start. */
    private static NDArray counted(NDArray index, long size) {
        NDArray longs = index.toType(DataType.INT64, false);
        return longs.add(longs.lt(0L).toType(DataType.INT64, false).mul(size));
    }

    private static Operator scatterElements(NodeDescription node) {
        long axis = node.integer("axis", 0);
        requirePlainScatter(node);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            int along = Shapes.axis(axis, x.getShape().dimension());
            return x.scatter(counted(operands.array(1), x.size(along)), operands.array(2), along);
        });
    }

    private static void requirePlainScatter(NodeDescription node) {
        String reduction = node.text("reduction", "none");
        node.require(reduction.equals("none"), "its reduction '" + reduction + "'");
    }

    private static Operator gatherNd(NodeDescription node) {
        node.require(node.integer("batch_dims", 0) == 0, "a batch");
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            NDArray index = operands.array(1);
            Shape outer = index.getShape().slice(0, index.getShape().dimension() - 1);
            int depth = depth(index);
            NDArray rows = x.reshape(rows(x, depth));
            return Slices.places(rows, 0, rowNumbers(x, index, depth))
                    .reshape(outer.addAll(x.getShape().slice(depth)));
        });
    }

    private static Operator scatterNd(NodeDescription node) {
        requirePlainScatter(node);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            NDArray index = operands.array(1);
            int depth = depth(index);
            NDArray rows = x.reshape(rows(x, depth));
            NDArray updates = operands.array(2).reshape(new Shape(-1, rows.size(1)));
            NDArray places =
                    rowNumbers(x, index, depth).reshape(new Shape(-1, 1)).broadcast(updates.getShape());
            return rows.scatter(places, updates, 0).reshape(x.getShape());
        });
    }

    private static int depth(NDArray index) {
        return Math.toIntExact(index.size(index.getShape().dimension() - 1));
    }

    private static Shape rows(NDArray x, int depth) {
        Shape shape = x.getShape();
        return new Shape(
                Shapes.size(shape.slice(0, depth).getShape()),
                Shapes.size(shape.slice(depth).getShape()));
    }

    /** Converts tuples of indices to row numbers. */
    private static NDArray rowNumbers(NDArray x, NDArray index, int depth) {
        NDArray tuples = index.reshape(new Shape(-1, depth));
        NDArray result = null;
        for (int i = 0; i < depth; i++) {
            NDArray places =
                    counted(Slices.range(tuples, 1, i, i + 1), x.size(i)).reshape(new Shape(-1));
            result = result == null ? places : result.mul(x.size(i)).add(places);
        }
        return result;
    }
}
