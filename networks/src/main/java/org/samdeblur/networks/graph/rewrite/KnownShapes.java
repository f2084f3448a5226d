package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;

/** Finds the sizes of axes that do not depend on the graph's inputs. */
final class KnownShapes {
    private static final int MAX_STEPS = 200;
    private static final Set<String> SAME_SHAPE = Set.of(
            "Identity",
            "Cast",
            "Relu",
            "LeakyRelu",
            "PRelu",
            "Sigmoid",
            "Tanh",
            "Gelu",
            "Elu",
            "Selu",
            "HardSigmoid",
            "HardSwish",
            "Mish",
            "Softplus",
            "Clip",
            "Sqrt",
            "Exp",
            "Abs",
            "Neg",
            "Softmax",
            "LayerNormalization",
            "InstanceNormalization",
            "BatchNormalization",
            "GroupNormalization",
            "Dropout");
    private static final Set<String> STRETCHED = Set.of("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min");

    private final GraphIndex graph;
    private final InputChannels channels;
    private int stepsLeft = MAX_STEPS;

    KnownShapes(GraphIndex graph, InputChannels channels) {
        this.graph = graph;
        this.channels = channels;
    }

    /** Returns the size of each axis, empty if it is unknown; empty if the number of axes is unknown. */
    Optional<List<OptionalInt>> of(String value) {
        if (graph.constant(value).isPresent()) {
            return graph.constant(value)
                    .map(constant ->
                            constant.shape().stream().map(OptionalInt::of).toList());
        }
        Optional<Value> input = graph.graph().inputs().stream()
                .filter(given -> given.name().equals(value) && given.ranked())
                .findFirst();
        if (input.isPresent()) {
            return input.map(this::declared);
        }
        return stepsLeft-- > 0 ? graph.maker(value).flatMap(this::made) : Optional.empty();
    }

    /** An input may have another size than the file states; only the number of axes and of channels is certain. */
    private List<OptionalInt> declared(Value input) {
        List<Value.Axis> axes = input.shape();
        return IntStream.range(0, axes.size())
                .mapToObj(axis -> axes.size() == 4 && axis == 1 ? channels(axes.get(1)) : OptionalInt.empty())
                .toList();
    }

    private OptionalInt channels(Value.Axis axis) {
        return channels == InputChannels.FIXED ? axis.size() : OptionalInt.empty();
    }

    private Optional<List<OptionalInt>> made(Node node) {
        if (!node.domain().isEmpty()) {
            return Optional.empty();
        }
        if (SAME_SHAPE.contains(node.operator())) {
            return of(node.input(0));
        }
        if (STRETCHED.contains(node.operator())) {
            return of(node.input(0)).flatMap(a -> of(node.input(1)).map(b -> stretched(a, b)));
        }
        return switch (node.operator()) {
            case "Conv" -> of(node.input(1)).map(weight -> image(weight.get(0), weight.size()));
            case "ConvTranspose" ->
                of(node.input(1)).map(weight -> image(perGroup(weight.get(1), node), weight.size()));
            case "Transpose" -> of(node.input(0)).flatMap(shape -> transposed(shape, node));
            case "Shape" ->
                node.attributes().isEmpty()
                        ? of(node.input(0)).map(shape -> List.of(OptionalInt.of(shape.size())))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static OptionalInt perGroup(OptionalInt channels, Node node) {
        int groups = (int) node.integer("group", 1);
        return channels.isPresent() ? OptionalInt.of(channels.getAsInt() * groups) : channels;
    }

    private static List<OptionalInt> image(OptionalInt channels, int rank) {
        List<OptionalInt> shape = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            shape.add(axis == 1 ? channels : OptionalInt.empty());
        }
        return shape;
    }

    private static Optional<List<OptionalInt>> transposed(List<OptionalInt> shape, Node node) {
        return node.integers("perm")
                .filter(order -> order.size() == shape.size()
                        && order.stream().allMatch(axis -> axis >= 0 && axis < shape.size()))
                .map(order ->
                        order.stream().map(axis -> shape.get(axis.intValue())).toList());
    }

    private static List<OptionalInt> stretched(List<OptionalInt> a, List<OptionalInt> b) {
        int rank = Math.max(a.size(), b.size());
        List<OptionalInt> shape = new ArrayList<>();
        for (int axis = 0; axis < rank; axis++) {
            OptionalInt x = fromTheEnd(a, rank - axis);
            OptionalInt y = fromTheEnd(b, rank - axis);
            // an axis of unknown size may be broadcast, or the other one may be broadcast to it if its size is 1
            boolean first = x.isPresent() && x.getAsInt() != 1;
            shape.add(first ? x : x.isPresent() || y.isPresent() && y.getAsInt() != 1 ? y : OptionalInt.empty());
        }
        return shape;
    }

    private static OptionalInt fromTheEnd(List<OptionalInt> shape, int place) {
        return place > shape.size() ? OptionalInt.of(1) : shape.get(shape.size() - place);
    }
}
