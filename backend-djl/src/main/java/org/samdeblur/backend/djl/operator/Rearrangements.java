package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.operator.NodeDescription;

/** Operators that change the shape, order or type of elements. */
final class Rearrangements {
    private Rearrangements() {}

    static Family operators() {
        return new Family()
                .add("Identity", node -> operands -> List.of(operands.value(0)))
                .add("Dropout", Rearrangements::dropout)
                .add("Cast", node -> cast(node, node.type("to")))
                .add(
                        "CastLike",
                        node -> Family.one(operands ->
                                operands.array(0).toType(operands.array(1).getDataType(), false)))
                .add("Reshape", Rearrangements::reshape)
                .add("Flatten", Rearrangements::flatten)
                .add("Squeeze", Rearrangements::squeeze)
                .add("Unsqueeze", Rearrangements::unsqueeze)
                .add("Transpose", Rearrangements::transpose)
                .add("Concat", Rearrangements::concat)
                .add("Split", Rearrangements::split)
                .add("Expand", node -> Family.one(Rearrangements::expand))
                .add("Tile", node -> Family.one(operands -> operands.array(0).tile(operands.longs(1))))
                .add("DepthToSpace", Rearrangements::depthToSpace)
                .add("SpaceToDepth", Rearrangements::spaceToDepth);
    }

    private static Operator dropout(NodeDescription node) {
        node.requireOneOutput();
        return operands -> List.of(operands.value(0));
    }

    private static Operator cast(NodeDescription node, ElementType type) {
        DataType engineType = ElementTypes.dataType(node, type);
        return Family.oneValue(operands -> {
            if (operands.isNumbers(0) && operands.numbers(0).size() <= Numbers.MOST && isOfNumbers(type)) {
                return Value.of(operands.numbers(0).cast(type));
            }
            return Value.of(operands.array(0).toType(engineType, false));
        });
    }

    private static boolean isOfNumbers(ElementType type) {
        return switch (type) {
            case FLOAT, DOUBLE, INT32, INT64, BOOL -> true;
            default -> false;
        };
    }

    private static Value reshaped(Value value, long... shape) {
        return value.isNumbers()
                ? Value.of(value.numbers().reshape(shape))
                : Value.of(value.array().orElseThrow().reshape(new Shape(shape)));
    }

    /** 0 keeps the size of an axis unless {@code allowzero} is set; -1 is inferred. */
    private static Operator reshape(NodeDescription node) {
        boolean zeroIsZero = node.flag("allowzero", false);
        return Family.oneValue(operands -> {
            long[] old = operands.value(0).shape();
            long[] wanted = operands.longs(1);
            long[] shape = wanted.clone();
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] == 0 && !zeroIsZero) {
                    shape[i] = old[i];
                }
            }
            long known = LongStream.of(shape).filter(axis -> axis != -1).reduce(1, Math::multiplyExact);
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] == -1) {
                    shape[i] = known == 0 ? 0 : Shapes.size(old) / known;
                }
            }
            if (Shapes.size(shape) != Shapes.size(old)) {
                throw new IllegalArgumentException(
                        "shape " + Arrays.toString(old) + " cannot be reshaped to " + Arrays.toString(wanted));
            }
            return reshaped(operands.value(0), shape);
        });
    }

    private static Operator flatten(NodeDescription node) {
        long axis = node.integer("axis", 1);
        return Family.oneValue(operands -> {
            long[] shape = operands.value(0).shape();
            int first = (int) (axis < 0 ? axis + shape.length : axis);
            long rows = Shapes.size(Arrays.copyOf(shape, first));
            return reshaped(operands.value(0), rows, Shapes.size(Arrays.copyOfRange(shape, first, shape.length)));
        });
    }

    /** The axes are an operand since operator set 13. */
    private static Operator squeeze(NodeDescription node) {
        long[] fixed = node.integers("axes").orElse(null);
        return Family.oneValue(operands -> {
            long[] shape = operands.value(0).shape();
            long[] axes = operands.has(1) ? operands.longs(1) : fixed;
            int[] gone = axes == null
                    ? Arrays.stream(Shapes.range(shape.length))
                            .filter(axis -> shape[axis] == 1)
                            .toArray()
                    : Shapes.axes(axes, shape.length);
            return reshaped(operands.value(0), Reductions.without(shape, gone));
        });
    }

    private static Operator unsqueeze(NodeDescription node) {
        long[] fixed = node.integers("axes").orElse(null);
        return Family.oneValue(operands -> {
            long[] shape = operands.value(0).shape();
            long[] axes = operands.has(1) || fixed == null ? operands.longs(1) : fixed;
            List<Long> result = new ArrayList<>();
            LongStream.of(shape).forEach(result::add);
            TreeSet<Integer> sorted = new TreeSet<>();
            for (int axis : Shapes.axes(axes, shape.length + axes.length)) {
                sorted.add(axis);
            }
            sorted.forEach(axis -> result.add(axis, 1L));
            return reshaped(
                    operands.value(0),
                    result.stream().mapToLong(Long::longValue).toArray());
        });
    }

    private static Operator transpose(NodeDescription node) {
        int[] fixed = node.integers("perm").map(Shapes::ints).orElse(null);
        return Family.oneValue(operands -> {
            int rank = operands.value(0).rank();
            int[] order = fixed == null ? reversed(rank) : fixed;
            if (order.length != rank) {
                throw new IllegalArgumentException(
                        "the order " + Arrays.toString(order) + " does not fit " + rank + " axes");
            }
            if (!operands.isNumbers(0)) {
                return Value.of(
                        rank == 0 ? operands.array(0) : operands.array(0).transpose(order));
            }
            Numbers x = operands.numbers(0);
            long[] strides = Shapes.strides(x.shape(), rank);
            long[] newShape = new long[rank];
            long[] newStrides = new long[rank];
            for (int i = 0; i < rank; i++) {
                newShape[i] = x.shape()[order[i]];
                newStrides[i] = strides[order[i]];
            }
            return Value.of(x.pick(newShape, Shapes.places(newShape, newStrides, 0)));
        });
    }

    private static int[] reversed(int rank) {
        return Arrays.stream(Shapes.range(rank)).map(i -> rank - 1 - i).toArray();
    }

    private static Operator concat(NodeDescription node) {
        long axis = node.integer("axis", 0);
        return Family.oneValue(operands -> {
            int along = Shapes.axis(axis, operands.value(0).rank());
            if (operands.areNumbers() && operands.value(0).rank() == 1) {
                Numbers first = operands.numbers(0);
                double[] values = operands.all().stream()
                        .flatMapToDouble(value -> Arrays.stream(value.numbers().values()))
                        .toArray();
                return Value.of(Numbers.of(first.type(), new long[] {values.length}, values));
            }
            NDList list = new NDList();
            operands.all().forEach(value -> list.add(value.array(operands.manager())));
            return Value.of(list.size() == 1 ? list.get(0) : NDArrays.concat(list, along));
        });
    }

    /** Sizes are an attribute before operator set 13 and an operand since then. Without sizes, parts are equal. */
    private static Operator split(NodeDescription node) {
        long axis = node.integer("axis", 0);
        long[] fixed = node.integers("split").orElse(null);
        int parts = node.outputs();
        return operands -> {
            int along = Shapes.axis(axis, operands.value(0).rank());
            long whole = operands.value(0).shape()[along];
            long[] sizes = operands.has(1) ? operands.longs(1) : fixed == null ? equal(whole, parts) : fixed;
            if (sizes.length != parts || LongStream.of(sizes).sum() != whole) {
                throw new IllegalArgumentException("an axis of size " + whole + " cannot be split into " + parts
                        + " parts of sizes " + Arrays.toString(sizes));
            }
            return Slices.parts(operands.array(0), along, sizes).stream()
                    .map(Value::of)
                    .toList();
        };
    }

    /** All parts are equal, except that the last may be smaller. */
    private static long[] equal(long whole, int parts) {
        long each = (whole + parts - 1) / parts;
        long[] sizes = new long[parts];
        Arrays.fill(sizes, each);
        sizes[parts - 1] = whole - each * (parts - 1);
        return sizes;
    }

    private static NDArray expand(Operands operands) {
        long[] shape = Shapes.broadcast(operands.value(0).shape(), operands.longs(1));
        return operands.array(0).broadcast(new Shape(shape));
    }

    /** Computed with channels last in memory, which convolutions and norms along the channels take without a copy. */
    private static Operator depthToSpace(NodeDescription node) {
        long s = node.integer("blocksize", 1);
        boolean columnRowDepth = node.text("mode", "DCR").equals("CRD");
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            long channels = x.size(1) / (s * s);
            long height = x.size(2);
            long width = x.size(3);
            NDArray pixels = x.transpose(0, 2, 3, 1);
            NDArray blocks = columnRowDepth
                    ? pixels.reshape(new Shape(x.size(0), height, width, channels, s, s))
                            .transpose(0, 1, 4, 2, 5, 3)
                    : pixels.reshape(new Shape(x.size(0), height, width, s, s, channels))
                            .transpose(0, 1, 3, 2, 4, 5);
            return blocks.reshape(new Shape(x.size(0), height * s, width * s, channels))
                    .transpose(0, 3, 1, 2);
        });
    }

    /** Computed with channels last in memory, too. */
    private static Operator spaceToDepth(NodeDescription node) {
        long s = node.integer("blocksize", 1);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            long channels = x.size(1);
            long height = x.size(2) / s;
            long width = x.size(3) / s;
            return x.transpose(0, 2, 3, 1)
                    .reshape(new Shape(x.size(0), height, s, width, s, channels))
                    .transpose(0, 1, 3, 2, 4, 5)
                    .reshape(new Shape(x.size(0), height, width, s * s * channels))
                    .transpose(0, 3, 1, 2);
        });
    }
}
