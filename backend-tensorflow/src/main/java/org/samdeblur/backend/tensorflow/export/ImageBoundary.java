package org.samdeblur.backend.tensorflow.export;

import java.util.Map;
import org.samdeblur.api.Image;
import org.samdeblur.backend.tensorflow.graph.GraphBoundary;
import org.samdeblur.backend.tensorflow.operator.GraphWriter;
import org.samdeblur.backend.tensorflow.operator.Layout;
import org.samdeblur.backend.tensorflow.operator.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Inputs and outputs in TensorFlow's form: images, {@code [N, H, W, 3]}, and guidance as a separate input, {@code [N,
 * H, W, S]}.
 *
 * @param guidance S; 0 for a network without guidance
 */
record ImageBoundary(int guidance) implements GraphBoundary {
    static final String IMAGE = "image";
    static final String GUIDANCE = "guidance";

    private static final int CHANNEL_AXIS = 3;

    @Override
    public Value input(org.samdeblur.networks.graph.Value input, GraphWriter writer, Map<String, Output<?>> places) {
        writer.under(IMAGE);
        Output<?> whole = place(input, Image.COLOUR_CHANNELS, writer);
        places.put(IMAGE, whole);
        if (guidance > 0) {
            writer.under(GUIDANCE);
            Output<?> guide = place(input, guidance, writer);
            places.put(GUIDANCE, guide);
            whole = writer.concat(CHANNEL_AXIS, whole, guide);
        }
        return Value.of(writer, whole, Layout.CHANNELS_LAST);
    }

    private static Output<?> place(org.samdeblur.networks.graph.Value input, int channels, GraphWriter writer) {
        Shape shape = input.ranked()
                ? Shape.of(size(input, 0), size(input, 2), size(input, 3), channels)
                : Shape.of(Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, Shape.UNKNOWN_SIZE, channels);
        return writer.placeholder(DataType.DT_FLOAT, shape);
    }

    private static long size(org.samdeblur.networks.graph.Value input, int axis) {
        Axis known = input.shape().get(axis);
        return known.size().isPresent() ? known.size().getAsInt() : Shape.UNKNOWN_SIZE;
    }

    @Override
    public void output(String name, Value value, GraphWriter writer, Map<String, Output<?>> places) {
        places.put(IMAGE, writer.add("Identity", value.in(Layout.CHANNELS_LAST)));
    }
}
