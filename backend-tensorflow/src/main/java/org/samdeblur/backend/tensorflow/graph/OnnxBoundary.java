package org.samdeblur.backend.tensorflow.graph;

import java.util.Map;
import org.samdeblur.backend.tensorflow.operator.ElementTypes;
import org.samdeblur.backend.tensorflow.operator.GraphWriter;
import org.samdeblur.backend.tensorflow.operator.Layout;
import org.samdeblur.backend.tensorflow.operator.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;

/**
 * Inputs and outputs in ONNX's order of axes.
 *
 * @param axes the sizes of named axes, by name
 */
record OnnxBoundary(Map<String, Integer> axes) implements GraphBoundary {
    @Override
    public Value input(org.samdeblur.networks.graph.Value input, GraphWriter writer, Map<String, Output<?>> places) {
        Output<?> given = writer.placeholder(ElementTypes.dataType(input.type()), shape(input));
        places.put(input.name(), given);
        return Value.of(writer, given, Layout.NATURAL);
    }

    private Shape shape(org.samdeblur.networks.graph.Value input) {
        if (!input.ranked()) {
            return Shape.unknown();
        }
        return Shape.of(input.shape().stream().mapToLong(this::size).toArray());
    }

    private long size(Axis axis) {
        return axis.size().isPresent() ? axis.size().getAsInt() : axes.getOrDefault(axis.symbol(), -1);
    }

    @Override
    public void output(String name, Value value, GraphWriter writer, Map<String, Output<?>> places) {
        places.put(name, writer.add("Identity", value.natural()));
    }
}
