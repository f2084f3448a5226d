package org.samdeblur.backend.tensorflow;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** A SavedModel of someone else's making, without variables. */
final class StrangersModel implements AutoCloseable {
    private final Graph graph = new Graph();
    private final MetaGraphDef.Builder model = MetaGraphDef.newBuilder();

    /** Adds operations. */
    Ops ops() {
        return Ops.create(graph);
    }

    /** Adds an input of 32-bit floats. */
    Operand<TFloat32> input(long... shape) {
        return input(TFloat32.class, shape);
    }

    <T extends TType> Operand<T> input(Class<T> type, long... shape) {
        return ops().placeholder(type, Placeholder.shape(Shape.of(shape)));
    }

    /** Adds a signature of one input and one output. */
    StrangersModel signature(String key, Operand<?> input, Operand<?> output) {
        return signature(key, Map.of("x", input), Map.of("y", output));
    }

    StrangersModel signature(String key, Map<String, Operand<?>> inputs, Map<String, Operand<?>> outputs) {
        model.putSignatureDef(
                key,
                SignatureDef.newBuilder()
                        .putAllInputs(described(inputs))
                        .putAllOutputs(described(outputs))
                        .build());
        return this;
    }

    private static Map<String, TensorInfo> described(Map<String, Operand<?>> places) {
        Map<String, TensorInfo> tensors = new LinkedHashMap<>();
        places.forEach((key, place) -> tensors.put(key, described(place.asOutput())));
        return tensors;
    }

    private static TensorInfo described(Output<?> place) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < place.shape().numDimensions(); axis++) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(place.shape().get(axis)));
        }
        return TensorInfo.newBuilder()
                .setName(place.op().name() + ":" + place.index())
                .setDtype(place.dataType())
                .setTensorShape(shape)
                .build();
    }

    /** Writes the model, with properties if there are any. */
    Path write(Path folder, String... properties) throws IOException {
        model.setGraphDef(graph.toGraphDef())
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"));
        Files.createDirectories(folder);
        try (OutputStream out = Files.newOutputStream(folder.resolve("saved_model.pb"))) {
            SavedModel.newBuilder().addMetaGraphs(model).build().writeTo(out);
        }
        if (properties.length > 0) {
            Path extra = Files.createDirectories(folder.resolve("assets.extra"));
            Files.write(extra.resolve("samdeblur.properties"), java.util.List.of(properties));
        }
        return folder;
    }

    @Override
    public void close() {
        graph.close();
    }
}
