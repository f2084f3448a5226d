package org.samdeblur.networks.graph.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.samdeblur.networks.graph.Node;

/**
 * The first or second half of a convolution's output channels.
 *
 * @param maker the node that selects the half: {@code Split} or {@code Slice}
 * @param whole the convolution's result
 * @param isSecond whether it is the second half
 */
record ChannelHalf(Node maker, String whole, boolean isSecond) {
    private static final List<Long> CHANNEL_AXIS = List.of(1L, -3L);

    /** Recognises a value that is such a half and has one reader. */
    static Optional<ChannelHalf> of(String value, GraphIndex graph) {
        if (!graph.hasOneReader(value)) {
            return Optional.empty();
        }
        return graph.maker(value, "Split")
                .flatMap(split -> ofSplit(split, value, graph))
                .or(() -> graph.maker(value, "Slice").flatMap(slice -> ofSlice(slice, graph)));
    }

    private static Optional<ChannelHalf> ofSplit(Node split, String value, GraphIndex graph) {
        boolean isInHalves = split.outputs().size() == 2
                && CHANNEL_AXIS.contains(split.integer("axis", 0))
                && parameter(split, 1, "split", graph)
                        .map(sizes -> sizes.length == 2 && sizes[0] == sizes[1])
                        .orElse(split.inputs().size() == 1);
        boolean isSecond = value.equals(split.outputs().get(split.outputs().size() - 1));
        return isInHalves ? Optional.of(new ChannelHalf(split, split.input(0), isSecond)) : Optional.empty();
    }

    private static Optional<ChannelHalf> ofSlice(Node slice, GraphIndex graph) {
        OptionalInt channels = channels(slice.input(0), graph);
        Optional<Long> axis = single(parameter(slice, 3, "axes", graph));
        Optional<Long> start = single(parameter(slice, 1, "starts", graph));
        Optional<Long> end = single(parameter(slice, 2, "ends", graph));
        boolean hasSteps = slice.inputs().size() > 4
                && !single(parameter(slice, 4, "steps", graph)).equals(Optional.of(1L));
        if (channels.isEmpty()
                || channels.getAsInt() % 2 != 0
                || axis.filter(CHANNEL_AXIS::contains).isEmpty()
                || start.isEmpty()
                || end.isEmpty()
                || hasSteps) {
            return Optional.empty();
        }
        int all = channels.getAsInt();
        long from = clamped(start.get(), all);
        long to = clamped(end.get(), all);
        boolean isSecond = from > 0;
        boolean isHalf = isSecond ? from == all / 2 && to == all : to == all / 2;
        return isHalf ? Optional.of(new ChannelHalf(slice, slice.input(0), isSecond)) : Optional.empty();
    }

    private static OptionalInt channels(String value, GraphIndex graph) {
        return graph.maker(value)
                .flatMap(maker -> Convolution.of(maker, graph))
                .map(convolution -> OptionalInt.of(convolution.outputs()))
                .orElse(OptionalInt.empty());
    }

    /** Clamps an index of {@code Slice} to the axis; a negative index counts from the end. */
    private static long clamped(long index, int size) {
        return Math.max(0, Math.min(size, index < 0 ? index + size : index));
    }

    /** Reads a parameter that newer operators take as an input and older ones as an attribute. */
    private static Optional<long[]> parameter(Node node, int input, String attribute, GraphIndex graph) {
        return node.inputs().size() > input
                ? graph.integers(node.input(input))
                : node.integers(attribute)
                        .map(list -> list.stream().mapToLong(Long::longValue).toArray());
    }

    private static Optional<Long> single(Optional<long[]> values) {
        return values.filter(list -> list.length == 1).map(list -> list[0]);
    }
}
