package org.samdeblur.backend.tensorflow.operator;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/**
 * Operands in one layout for broadcasting, which TensorFlow does as ONNX does, last axis first. If an operand is an
 * image with channels last, all operands get this layout and the rank of images.
 *
 * @param outputs the operands
 * @param layout their layout
 */
record Stretched(List<Output<?>> outputs, Layout layout) {
    static Stretched of(Operands operands, List<Value> values) {
        boolean channelsLast = values.stream().anyMatch(Value::isChannelsLast)
                && values.stream().allMatch(value -> value.rank() <= Layout.IMAGE_RANK);
        Layout layout = channelsLast ? Layout.CHANNELS_LAST : Layout.NATURAL;
        List<Output<?>> outputs = new ArrayList<>();
        for (Value value : values) {
            outputs.add(channelsLast ? channelsLast(operands, value) : value.natural());
        }
        return new Stretched(outputs, layout);
    }

    private static Output<?> channelsLast(Operands operands, Value value) {
        int rank = value.rank();
        if (rank == 0 || rank == Layout.IMAGE_RANK) {
            return rank == 0 ? value.natural() : value.in(Layout.CHANNELS_LAST);
        }
        if (value.constant().isPresent()) {
            return Value.of(operands.graph(), Shapes.withRank(value.constant().get(), Layout.IMAGE_RANK))
                    .in(Layout.CHANNELS_LAST);
        }
        Output<?> image = value.natural();
        for (int i = rank; i < Layout.IMAGE_RANK; i++) {
            image = operands.graph().add("ExpandDims", image, operands.graph().scalar(0));
        }
        return Value.of(operands.graph(), image, Layout.NATURAL).in(Layout.CHANNELS_LAST);
    }
}
