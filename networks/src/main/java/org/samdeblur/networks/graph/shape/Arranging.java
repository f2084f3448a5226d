package org.samdeblur.networks.graph.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/** Operators that rearrange elements, and those that create tensors. */
final class Arranging {
    private Arranging() {}

    static void addTo(Map<String, Rule> rules) {
        rules.put("Constant", Arranging::constant);
        rules.put("Shape", Arranging::shape);
        rules.put("Size", Arranging::size);
        rules.put("ConstantOfShape", Arranging::constantOfShape);
        rules.put("Range", Arranging::range);
        rules.put("Reshape", Arranging::reshape);
        rules.put("Flatten", Arranging::flatten);
        rules.put("Squeeze", Arranging::squeeze);
        rules.put("Unsqueeze", Arranging::unsqueeze);
        rules.put("Transpose", Arranging::transpose);
        rules.put("Concat", Arranging::concat);
        rules.put("Split", Arranging::split);
        rules.put("Slice", Arranging::slice);
        rules.put("Gather", Arranging::gather);
        rules.put("GatherElements", Arranging::gatherElements);
        rules.put("GatherND", Arranging::gatherNd);
        rules.put("Expand", Arranging::expand);
        rules.put("Tile", Arranging::tile);
        rules.put("Pad", Arranging::pad);
        rules.put("TopK", Arranging::topK);
        rules.put("OneHot", Arranging::oneHot);
    }

    private static List<Fact> constant(Call call) {
        Map<String, Attribute> attributes = call.node().attributes();
        if (attributes.get("value") instanceof Attribute.TensorValue tensor) {
            return List.of(Fact.of(tensor.value()));
        }
        if (attributes.get("value_int") instanceof Attribute.IntValue number) {
            return List.of(Fact.valued(ElementType.INT64, new long[0], number.value()));
        }
        if (attributes.get("value_float") instanceof Attribute.FloatValue number) {
            return List.of(Fact.valued(ElementType.FLOAT, new long[0], number.value()));
        }
        if (attributes.get("value_ints") instanceof Attribute.IntList list) {
            return List.of(Fact.integers(
                    list.values().stream().mapToDouble(Long::doubleValue).toArray()));
        }
        if (attributes.get("value_floats") instanceof Attribute.FloatList list) {
            return List.of(Fact.valued(
                    ElementType.FLOAT,
                    new long[] {list.values().size()},
                    list.values().stream().mapToDouble(Float::doubleValue).toArray()));
        }
        return List.of();
    }

    private static List<Fact> shape(Call call) {
        Fact value = call.operand(0);
        if (!value.isShaped()) {
            return List.of(new Fact(ElementType.INT64, null, null));
        }
        int rank = value.rank();
        int from = bounded(call.integer("start", 0), rank);
        int to = bounded(call.integer("end", rank), rank);
        return List.of(Fact.integers(Arrays.stream(value.shape(), from, Math.max(from, to))
                .mapToDouble(axis -> axis)
                .toArray()));
    }

    private static int bounded(long index, int rank) {
        return (int) Math.max(0, Math.min(rank, index < 0 ? index + rank : index));
    }

    private static List<Fact> size(Call call) {
        Fact value = call.operand(0);
        return List.of(
                value.isShaped()
                        ? Fact.valued(ElementType.INT64, new long[0], value.elements())
                        : Fact.shaped(ElementType.INT64));
    }

    private static List<Fact> constantOfShape(Call call) {
        Optional<long[]> wanted = call.integers(0);
        Optional<Constant> filling = call.node().attributes().get("value") instanceof Attribute.TensorValue tensor
                ? Optional.of(tensor.value())
                : Optional.empty();
        ElementType type = filling.map(Constant::type).orElse(ElementType.FLOAT);
        if (wanted.isEmpty()) {
            return List.of(new Fact(type, null, null));
        }
        Fact shaped = Fact.shaped(type, wanted.get());
        double[] value = filling.map(Fact::of).map(Fact::values).orElse(new double[] {0});
        if (value == null || value.length != 1 || shaped.elements() > Fact.MOST_VALUES) {
            return List.of(shaped);
        }
        double[] values = new double[(int) shaped.elements()];
        Arrays.fill(values, value[0]);
        return List.of(new Fact(type, wanted.get(), values));
    }

    private static List<Fact> range(Call call) {
        Optional<double[]> start = call.operand(0).known();
        Optional<double[]> limit = call.operand(1).known();
        Optional<double[]> delta = call.operand(2).known();
        ElementType type = call.operand(0).type();
        if (start.isEmpty() || limit.isEmpty() || delta.isEmpty()) {
            return List.of(new Fact(type, null, null));
        }
        Call.require(
                start.get().length == 1 && limit.get().length == 1 && delta.get().length == 1 && delta.get()[0] != 0,
                "a range needs three numbers, the last of them not 0");
        double count = Math.max(0, Math.ceil((limit.get()[0] - start.get()[0]) / delta.get()[0]));
        Fact shaped = Fact.shaped(type, count > Integer.MAX_VALUE ? Long.MAX_VALUE : (long) count);
        return List.of(
                count > Fact.MOST_VALUES
                        ? shaped
                        : new Fact(
                                type,
                                shaped.shape(),
                                IntStream.range(0, (int) count)
                                        .mapToDouble(i -> start.get()[0] + i * delta.get()[0])
                                        .toArray()));
    }

    private static List<Fact> reshape(Call call) {
        Fact value = call.operand(0);
        Optional<long[]> wanted = call.integers(1, "shape");
        if (wanted.isEmpty()) {
            return List.of(new Fact(value.type(), null, null));
        }
        long[] shape = wanted.get().clone();
        int inferred = -1;
        double others = 1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] == 0 && !call.flag("allowzero")) {
                if (!value.isShaped()) {
                    return List.of(new Fact(value.type(), null, null));
                }
                Call.require(i < value.rank(), value + " has no axis " + i);
                shape[i] = value.shape()[i];
            }
            if (shape[i] == -1) {
                Call.require(inferred < 0, "the shape " + Arrays.toString(wanted.get()) + " has more than one -1");
                inferred = i;
            } else {
                others *= shape[i];
            }
        }
        if (!value.isShaped()) {
            return inferred < 0
                    ? List.of(new Fact(value.type(), shape, null))
                    : List.of(new Fact(value.type(), null, null));
        }
        String problem = value + " cannot be reshaped to " + Arrays.toString(wanted.get());
        if (inferred >= 0) {
            Call.require(others > 0 && value.elements() % others == 0, problem);
            shape[inferred] = (long) (value.elements() / others);
        } else {
            Call.require(others == value.elements(), problem);
        }
        return List.of(value.withShape(shape));
    }

    private static List<Fact> flatten(Call call) {
        Fact value = call.operand(0);
        if (!value.isShaped()) {
            return List.of(value);
        }
        long given = call.integer("axis", 1);
        int axis = bounded(given, value.rank());
        return List.of(value.withShape(product(value.shape(), 0, axis), product(value.shape(), axis, value.rank())));
    }

    private static long product(long[] shape, int from, int to) {
        double product = 1;
        for (int i = from; i < to; i++) {
            product *= shape[i];
        }
        return product > Integer.MAX_VALUE ? Long.MAX_VALUE : (long) product;
    }

    private static List<Fact> squeeze(Call call) {
        Fact value = call.operand(0);
        Optional<long[]> axes = call.integers(1, "axes");
        if (!value.isShaped() || call.has(1) && axes.isEmpty()) {
            return List.of(new Fact(value.type(), null, null));
        }
        boolean[] dropped = new boolean[value.rank()];
        if (axes.isPresent()) {
            for (long given : axes.get()) {
                int axis = Call.axis(given, value.rank());
                Call.require(value.shape()[axis] == 1, "axis " + axis + " of " + value + " does not have size 1");
                dropped[axis] = true;
            }
        } else {
            for (int i = 0; i < dropped.length; i++) {
                dropped[i] = value.shape()[i] == 1;
            }
        }
        return List.of(value.withShape(IntStream.range(0, dropped.length)
                .filter(i -> !dropped[i])
                .mapToLong(i -> value.shape()[i])
                .toArray()));
    }

    private static List<Fact> unsqueeze(Call call) {
        Fact value = call.operand(0);
        Optional<long[]> axes = call.integers(1, "axes");
        if (!value.isShaped() || axes.isEmpty()) {
            return List.of(new Fact(value.type(), null, null));
        }
        int rank = value.rank() + axes.get().length;
        boolean[] added = new boolean[rank];
        for (long given : axes.get()) {
            added[Call.axis(given, rank)] = true;
        }
        long[] shape = new long[rank];
        int next = 0;
        for (int i = 0; i < rank; i++) {
            Call.require(
                    added[i] || next < value.rank(), "the axes " + Arrays.toString(axes.get()) + " are not distinct");
            shape[i] = added[i] ? 1 : value.shape()[next++];
        }
        return List.of(value.withShape(shape));
    }

    private static List<Fact> transpose(Call call) {
        Fact value = call.operand(0);
        if (!value.isShaped()) {
            return List.of(value);
        }
        int rank = value.rank();
        long[] order = call.integers("perm")
                .orElseGet(
                        () -> LongStream.range(0, rank).map(i -> rank - 1 - i).toArray());
        Call.require(order.length == rank, value + " cannot be transposed by " + Arrays.toString(order));
        long[] shape = Arrays.stream(order)
                .map(axis -> value.shape()[Call.axis(axis, rank)])
                .toArray();
        return List.of(new Fact(value.type(), shape, rank <= 1 ? value.values() : null));
    }

    private static List<Fact> concat(Call call) {
        Fact first = call.operand(0);
        List<Fact> parts = call.operands();
        if (parts.stream().anyMatch(part -> !part.isShaped())) {
            return List.of(new Fact(first.type(), null, null));
        }
        int rank = first.rank();
        Call.require(rank > 0, "scalars cannot be concatenated");
        int axis = Call.axis(call.integer("axis", 1), rank);
        long[] shape = first.shape().clone();
        shape[axis] = 0;
        for (Fact part : parts) {
            Call.require(part.rank() == rank, first + " and " + part + " cannot be concatenated");
            for (int i = 0; i < rank; i++) {
                Call.require(
                        i == axis || part.shape()[i] == shape[i],
                        first + " and " + part + " cannot be concatenated along axis " + axis);
            }
            shape[axis] += part.shape()[axis];
        }
        boolean known = rank == 1 && parts.stream().allMatch(part -> part.values() != null);
        return List.of(
                known
                        ? Fact.valued(
                                first.type(),
                                shape,
                                parts.stream()
                                        .flatMapToDouble(part -> Arrays.stream(part.values()))
                                        .toArray())
                        : new Fact(first.type(), shape, null));
    }

    private static List<Fact> split(Call call) {
        Fact value = call.operand(0);
        if (!value.isShaped()) {
            return List.of();
        }
        int axis = Call.axis(call.integer("axis", 0), value.rank());
        long length = value.shape()[axis];
        int count = call.outputs();
        if (call.has(1) && call.integers(1).isEmpty()) {
            return List.of();
        }
        long even = (length + count - 1) / count;
        long[] sizes = call.integers(1, "split")
                .orElseGet(() -> LongStream.range(0, count)
                        .map(i -> Math.max(0, Math.min(even, length - i * even)))
                        .toArray());
        Call.require(
                sizes.length == count
                        && Arrays.stream(sizes).sum() == length
                        && (call.hasAttribute("num_outputs")
                                || call.has(1)
                                || call.hasAttribute("split")
                                || length % count == 0),
                "axis " + axis + " of " + value + " cannot be split into " + count);
        List<Fact> parts = new ArrayList<>();
        int from = 0;
        for (long size : sizes) {
            long[] shape = value.shape().clone();
            shape[axis] = size;
            boolean known = value.rank() == 1 && value.values() != null;
            parts.add(new Fact(
                    value.type(), shape, known ? Arrays.copyOfRange(value.values(), from, from + (int) size) : null));
            from += (int) size;
        }
        return parts;
    }

    private static List<Fact> slice(Call call) {
        Fact value = call.operand(0);
        if (!value.isShaped()) {
            return List.of(value);
        }
        boolean old = call.opset() < 10;
        Optional<long[]> starts = old ? call.integers("starts") : call.integers(1);
        Optional<long[]> ends = old ? call.integers("ends") : call.integers(2);
        int count = starts.map(list -> list.length).orElse(0);
        boolean unknownAxes = !old && call.has(3) && call.integers(3).isEmpty();
        boolean unknownSteps = !old && call.has(4) && call.integers(4).isEmpty();
        if (starts.isEmpty() || ends.isEmpty() || unknownAxes || unknownSteps) {
            return List.of(new Fact(value.type(), null, null));
        }
        long[] axes = call.integers(3, "axes")
                .orElseGet(() -> LongStream.range(0, count).toArray());
        long[] steps = (old ? Optional.<long[]>empty() : call.integers(4)).orElseGet(() -> filled(count, 1));
        Call.require(
                ends.get().length == count && axes.length == count && steps.length == count,
                "a slice has starts, ends, axes and steps of different numbers");
        long[] shape = value.shape().clone();
        double[] values = value.rank() == 1 ? value.values() : null;
        for (int i = 0; i < count; i++) {
            int axis = Call.axis(axes[i], value.rank());
            long length = shape[axis];
            long step = steps[i];
            Call.require(step != 0, "a slice has step 0");
            long from = clamped(starts.get()[i], length, step);
            long to = clampedEnd(ends.get()[i], length, step);
            long size = Math.max(0, step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step);
            shape[axis] = size;
            if (values != null) {
                double[] all = values;
                values = LongStream.range(0, size)
                        .mapToDouble(k -> all[(int) (from + k * step)])
                        .toArray();
            }
        }
        return List.of(new Fact(value.type(), shape, values));
    }

    private static long clamped(long start, long length, long step) {
        long from = start < 0 ? start + length : start;
        return step > 0 ? Math.max(0, Math.min(from, length)) : Math.max(0, Math.min(from, length - 1));
    }

    private static long clampedEnd(long end, long length, long step) {
        long to = end < 0 ? Math.max(end, -length - 1) + length : end;
        return step > 0 ? Math.max(0, Math.min(to, length)) : Math.max(-1, Math.min(to, length - 1));
    }

    private static long[] filled(int count, long value) {
        long[] values = new long[count];
        Arrays.fill(values, value);
        return values;
    }

    private static List<Fact> gather(Call call) {
        Fact value = call.operand(0);
        Fact indices = call.operand(1);
        if (!value.isShaped() || !indices.isShaped()) {
            return List.of(new Fact(value.type(), null, null));
        }
        int axis = Call.axis(call.integer("axis", 0), value.rank());
        long length = value.shape()[axis];
        if (indices.values() != null) {
            for (double index : indices.values()) {
                Call.require(
                        index >= -length && index < length,
                        "index " + (long) index + " is out of range for axis " + axis + " of " + value);
            }
        }
        long[] shape = LongStream.concat(
                        LongStream.concat(Arrays.stream(value.shape(), 0, axis), Arrays.stream(indices.shape())),
                        Arrays.stream(value.shape(), axis + 1, value.rank()))
                .toArray();
        boolean known = value.rank() == 1 && value.values() != null && indices.values() != null;
        return List.of(
                known
                        ? Fact.valued(
                                value.type(),
                                shape,
                                Arrays.stream(indices.values())
                                        .map(index -> value.values()[(int) (index < 0 ? index + length : index)])
                                        .toArray())
                        : new Fact(value.type(), shape, null));
    }

    private static List<Fact> gatherElements(Call call) {
        return List.of(new Fact(call.operand(0).type(), call.operand(1).shape(), null));
    }

    private static List<Fact> gatherNd(Call call) {
        Fact value = call.operand(0);
        Fact indices = call.operand(1);
        if (!value.isShaped() || !indices.isShaped() || indices.rank() == 0) {
            return List.of(new Fact(value.type(), null, null));
        }
        int batch = (int) call.integer("batch_dims", 0);
        int last = indices.rank() - 1;
        int depth = (int) indices.shape()[last];
        Call.require(batch + depth <= value.rank(), "indices of shape " + indices + " do not fit " + value);
        return List.of(new Fact(
                value.type(),
                LongStream.concat(
                                Arrays.stream(indices.shape(), 0, last),
                                Arrays.stream(value.shape(), batch + depth, value.rank()))
                        .toArray(),
                null));
    }

    private static List<Fact> expand(Call call) {
        Fact value = call.operand(0);
        Optional<long[]> wanted = call.integers(1);
        if (!value.isShaped() || wanted.isEmpty()) {
            return List.of(new Fact(value.type(), null, null));
        }
        Fact target = Fact.shaped(value.type(), wanted.get());
        if (value.values() != null && target.elements() <= Fact.MOST_VALUES) {
            double[] zeros = new double[(int) target.elements()];
            return List.of(Broadcasting.combined(value, new Fact(value.type(), target.shape(), zeros), (a, b) -> a));
        }
        return List.of(new Fact(value.type(), Broadcasting.commonShape(value, target), null));
    }

    private static List<Fact> tile(Call call) {
        Fact value = call.operand(0);
        Optional<long[]> repeats = call.integers(1);
        if (!value.isShaped() || repeats.isEmpty()) {
            return List.of(new Fact(value.type(), null, null));
        }
        Call.require(
                repeats.get().length == value.rank(), value + " cannot be tiled by " + Arrays.toString(repeats.get()));
        long[] shape = new long[value.rank()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = limited((double) value.shape()[i] * repeats.get()[i]);
        }
        return List.of(new Fact(value.type(), shape, null));
    }

    private static List<Fact> pad(Call call) {
        Fact value = call.operand(0);
        Optional<long[]> pads = call.integers(1, "pads");
        if (!value.isShaped()
                || pads.isEmpty()
                || call.has(3) && call.integers(3).isEmpty()) {
            return List.of(new Fact(value.type(), null, null));
        }
        int rank = value.rank();
        long[] axes = call.has(3)
                ? call.integers(3).orElseThrow()
                : LongStream.range(0, rank).toArray();
        int count = axes.length;
        Call.require(pads.get().length == 2 * count, value + " cannot be padded by " + Arrays.toString(pads.get()));
        String mode = call.text("mode", "constant");
        long[] shape = value.shape().clone();
        for (int i = 0; i < count; i++) {
            int axis = Call.axis(axes[i], rank);
            long before = pads.get()[i];
            long after = pads.get()[count + i];
            long most = mode.equals("reflect") ? shape[axis] - 1 : Long.MAX_VALUE;
            Call.require(
                    before <= most && after <= most,
                    "axis " + axis + " of " + value + " is too short for reflect padding of "
                            + Math.max(before, after));
            shape[axis] = limited((double) shape[axis] + before + after);
        }
        return List.of(new Fact(value.type(), shape, null));
    }

    /** Converts a size to an integer; a size above the limit becomes {@link Long#MAX_VALUE}. */
    static long limited(double size) {
        return size > Integer.MAX_VALUE ? Long.MAX_VALUE : (long) size;
    }

    private static List<Fact> topK(Call call) {
        Fact value = call.operand(0);
        Optional<long[]> k = call.has(1) ? call.integers(1) : Optional.of(new long[] {call.integer("k", -1)});
        if (!value.isShaped() || k.isEmpty() || k.get().length != 1) {
            return List.of();
        }
        long[] shape = value.shape().clone();
        int axis = Call.axis(call.integer("axis", -1), value.rank());
        Call.require(
                k.get()[0] <= shape[axis],
                "axis " + axis + " of " + value + " has fewer than " + k.get()[0] + " values");
        shape[axis] = k.get()[0];
        return List.of(new Fact(value.type(), shape, null), Fact.shaped(ElementType.INT64, shape));
    }

    private static List<Fact> oneHot(Call call) {
        Fact indices = call.operand(0);
        Optional<long[]> depth = call.integers(1);
        if (!indices.isShaped() || depth.isEmpty()) {
            return List.of();
        }
        int axis = Call.axis(call.integer("axis", -1), indices.rank() + 1);
        List<Long> shape = new ArrayList<>();
        Arrays.stream(indices.shape()).forEach(shape::add);
        shape.add(axis, depth.get()[0]);
        return List.of(Fact.shaped(
                call.operand(2).type(),
                Collections.unmodifiableList(shape).stream()
                        .mapToLong(Long::longValue)
                        .toArray()));
    }
}
