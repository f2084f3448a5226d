package org.samdeblur.networks.graph.rewrite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Node;

/**
 * Computes nodes whose result is known without running the graph: reshaped constants, and integers that describe
 * shapes.
 */
final class KnownValues {
    private KnownValues() {}

    /** Returns the value of the node's only output; empty if it is unknown, or the operator is not supported. */
    static Optional<Constant> of(Node node, GraphIndex graph, InputChannels channels) {
        if (!node.domain().isEmpty()) {
            return Optional.empty();
        }
        return switch (node.operator()) {
            case "Constant" -> literal(node);
            case "Identity" -> graph.constant(node.input(0));
            case "Reshape" -> reshaped(node, graph);
            case "Add" -> arithmetic(node, graph, Long::sum);
            case "Sub" -> arithmetic(node, graph, (a, b) -> a - b);
            case "Mul" -> arithmetic(node, graph, (a, b) -> a * b);
            case "Div" -> dividesByZero(node, graph) ? Optional.empty() : arithmetic(node, graph, (a, b) -> a / b);
            case "Cast" -> cast(node, graph);
            case "Squeeze" -> squeezed(node, graph);
            case "Slice" -> sliced(node, graph, channels);
            case "Unsqueeze" -> unsqueezed(node, graph);
            case "Concat" -> joined(node, graph);
            case "Gather" -> gathered(node, graph, channels);
            case "Shape" -> shape(node, graph, channels);
            case "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Not", "And", "Or" ->
                KnownTruths.of(node, graph);
            default -> Optional.empty();
        };
    }

    private static Optional<Constant> literal(Node node) {
        if (node.attributes().get("value") instanceof Attribute.TensorValue tensor) {
            return Optional.of(tensor.value());
        }
        if (node.attributes().get("value_float") instanceof Attribute.FloatValue number) {
            return Optional.of(Constant.ofScalar(number.value()));
        }
        if (node.attributes().get("value_int") instanceof Attribute.IntValue integer) {
            return Optional.of(integers(List.of(), integer.value()));
        }
        return node.integers("value_ints")
                .map(values -> Constant.ofLongs(
                        values.stream().mapToLong(Long::longValue).toArray()));
    }

    private static Optional<Constant> reshaped(Node node, GraphIndex graph) {
        return graph.constant(node.input(0))
                .flatMap(data -> graph.integers(node.input(1))
                        .flatMap(wanted -> shapeOf(elements(data), wanted))
                        .map(shape -> new Constant(data.type(), shape, data.data())));
    }

    private static int elements(Constant constant) {
        return constant.data().remaining() / constant.type().bytes();
    }

    /**
     * Returns the requested shape, with an axis of -1 inferred; empty if it does not have the given number of elements.
     */
    private static Optional<List<Integer>> shapeOf(int elements, long[] wanted) {
        long rest = elements;
        for (long axis : wanted) {
            if (axis != -1) {
                if (axis <= 0 || rest % axis != 0) {
                    return Optional.empty();
                }
                rest /= axis;
            }
        }
        long inferred = Arrays.stream(wanted).filter(axis -> axis == -1).count();
        if (inferred > 1 || inferred == 0 && rest != 1) {
            return Optional.empty();
        }
        int remaining = (int) rest;
        return Optional.of(Arrays.stream(wanted)
                .mapToObj(axis -> axis == -1 ? remaining : (int) axis)
                .toList());
    }

    private static Optional<Constant> arithmetic(Node node, GraphIndex graph, LongBinaryOperator operator) {
        Optional<Constant> a = longs(node.input(0), graph);
        Optional<Constant> b = longs(node.input(1), graph);
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        return commonShape(a.get(), b.get())
                .map(shape ->
                        integers(shape, combined(a.get().toLongs(), b.get().toLongs(), operator)));
    }

    /** Returns the shape of a result of two operands, if they have the same shape or one of them is a single number. */
    private static Optional<List<Integer>> commonShape(Constant a, Constant b) {
        if (a.shape().equals(b.shape()) || isNumberWithin(b, a)) {
            return Optional.of(a.shape());
        }
        return isNumberWithin(a, b) ? Optional.of(b.shape()) : Optional.empty();
    }

    private static boolean isNumberWithin(Constant number, Constant values) {
        return elements(number) == 1 && number.shape().size() <= values.shape().size();
    }

    private static long[] combined(long[] a, long[] b, LongBinaryOperator operator) {
        int size = a.length == 1 ? b.length : a.length;
        return IntStream.range(0, size)
                .mapToLong(i -> operator.applyAsLong(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]))
                .toArray();
    }

    private static boolean dividesByZero(Node node, GraphIndex graph) {
        return graph.integers(node.input(1))
                .map(LongStream::of)
                .orElse(LongStream.empty())
                .anyMatch(divisor -> divisor == 0);
    }

    private static Optional<Constant> cast(Node node, GraphIndex graph) {
        long to = node.integer("to", 0);
        return to == ElementType.INT64.onnxCode() && longs(node.input(0), graph).isPresent()
                ? longs(node.input(0), graph)
                : KnownTruths.cast(node.input(0), to, graph);
    }

    private static Optional<Constant> unsqueezed(Node node, GraphIndex graph) {
        return graph.constant(node.input(0))
                .filter(scalar -> scalar.shape().isEmpty() && hasOneAxis(node, graph))
                .map(scalar -> new Constant(scalar.type(), List.of(1), scalar.data()));
    }

    /** The axes are an operand since opset 13. */
    private static boolean hasOneAxis(Node node, GraphIndex graph) {
        int fixed = node.integers("axes").map(List::size).orElse(0);
        return graph.integers(node.input(1)).map(axes -> axes.length).orElse(fixed) == 1;
    }

    private static Optional<Constant> joined(Node node, GraphIndex graph) {
        List<Constant> parts = node.inputs().stream()
                .flatMap(input -> longs(input, graph).stream())
                .filter(part -> part.shape().size() == 1)
                .toList();
        if (parts.size() < node.inputs().size()) {
            return Optional.empty();
        }
        return Optional.of(Constant.ofLongs(parts.stream()
                .flatMapToLong(part -> LongStream.of(part.toLongs()))
                .toArray()));
    }

    private static Optional<Constant> gathered(Node node, GraphIndex graph, InputChannels channels) {
        Optional<Constant> indices = longs(node.input(1), graph);
        if (indices.isEmpty() || node.integer("axis", 0) != 0) {
            return Optional.empty();
        }
        Optional<Constant> data =
                longs(node.input(0), graph).filter(list -> list.shape().size() == 1);
        if (data.isPresent()) {
            long[] from = data.get().toLongs();
            long[] at = indices.get().toLongs();
            if (Arrays.stream(at).allMatch(index -> index >= -from.length && index < from.length)) {
                return Optional.of(integers(
                        indices.get().shape(),
                        Arrays.stream(at)
                                .map(index -> from[(int) (index < 0 ? index + from.length : index)])
                                .toArray()));
            }
        }
        return sizes(node.input(0), graph, channels).flatMap(sizes -> sizesAt(sizes, indices.get()));
    }

    private static Optional<Constant> sizesAt(List<OptionalInt> sizes, Constant axes) {
        long[] at = axes.toLongs();
        for (int i = 0; i < at.length; i++) {
            long axis = at[i] < 0 ? at[i] + sizes.size() : at[i];
            if (axis < 0 || axis >= sizes.size() || sizes.get((int) axis).isEmpty()) {
                return Optional.empty();
            }
            at[i] = sizes.get((int) axis).getAsInt();
        }
        return Optional.of(integers(axes.shape(), at));
    }

    /** Returns a part of a shape, whose other sizes may be unknown. */
    private static Optional<Constant> sliced(Node node, GraphIndex graph, InputChannels channels) {
        Optional<Long> from = single(node.input(1), graph);
        Optional<Long> to = single(node.input(2), graph);
        boolean plain = node.input(4).isEmpty()
                || single(node.input(4), graph).filter(step -> step == 1).isPresent();
        return from.isPresent() && to.isPresent() && plain
                ? sizes(node.input(0), graph, channels)
                        .map(sizes -> part(sizes, from.get(), to.get()))
                        .flatMap(KnownValues::list)
                : Optional.empty();
    }

    private static Optional<Long> single(String value, GraphIndex graph) {
        return graph.integers(value).filter(list -> list.length == 1).map(list -> list[0]);
    }

    private static Optional<Constant> squeezed(Node node, GraphIndex graph) {
        return longs(node.input(0), graph)
                .filter(list -> list.shape().equals(List.of(1)))
                .map(list -> new Constant(list.type(), List.of(), list.data()));
    }

    private static Optional<Constant> shape(Node node, GraphIndex graph, InputChannels channels) {
        return sizes(node, graph, channels).flatMap(KnownValues::list);
    }

    private static Optional<List<OptionalInt>> sizes(String value, GraphIndex graph, InputChannels channels) {
        return graph.maker(value, "Shape").flatMap(shape -> sizes(shape, graph, channels));
    }

    /** Returns the result of a {@code Shape} node, if it is known. */
    private static Optional<List<OptionalInt>> sizes(Node shape, GraphIndex graph, InputChannels channels) {
        return new KnownShapes(graph, channels)
                .of(shape.input(0))
                .map(sizes -> part(sizes, shape.integer("start", 0), shape.integer("end", sizes.size())));
    }

    /** Returns a range. Negative bounds count from the end; bounds beyond an end are clamped. */
    private static List<OptionalInt> part(List<OptionalInt> sizes, long from, long to) {
        int first = bound(from, sizes.size());
        return sizes.subList(first, Math.max(first, bound(to, sizes.size())));
    }

    private static int bound(long place, int size) {
        return (int) Math.max(0, Math.min(size, place < 0 ? place + size : place));
    }

    private static Optional<Constant> list(List<OptionalInt> sizes) {
        return sizes.stream().allMatch(OptionalInt::isPresent)
                ? Optional.of(Constant.ofLongs(
                        sizes.stream().mapToLong(OptionalInt::getAsInt).toArray()))
                : Optional.empty();
    }

    private static Optional<Constant> longs(String value, GraphIndex graph) {
        return graph.constant(value).filter(constant -> constant.type() == ElementType.INT64);
    }

    private static Constant integers(List<Integer> shape, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new Constant(ElementType.INT64, shape, bytes);
    }
}
