package org.samdeblur.networks.contract;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;

/** What ONNX Runtime makes of a graph. */
public final class Reference {
    private Reference() {}

    /**
     * Runs a graph.
     *
     * @param graph the graph
     * @param inputs what goes in, by name
     * @return what comes out
     * @throws OrtException if ONNX Runtime fails
     */
    public static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensorLike> feeds = new LinkedHashMap<>();
        try (SessionOptions options = new SessionOptions();
                OrtSession session = environment.createSession(
                        OnnxFiles.serialize(graph, Integer.MAX_VALUE).proto(), options)) {
            for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
                long[] shape =
                        Arrays.stream(input.getValue().shape()).asLongStream().toArray();
                feeds.put(
                        input.getKey(),
                        OnnxTensor.createTensor(environment, input.getValue().data(), shape));
            }
            try (Result result = session.run(feeds)) {
                return tensors(graph, result);
            }
        } finally {
            feeds.values().forEach(OnnxTensorLike::close);
        }
    }

    private static Map<String, Tensor> tensors(Graph graph, Result result) {
        Map<String, Tensor> outputs = new HashMap<>();
        graph.outputs().forEach(output -> {
            OnnxTensor tensor = (OnnxTensor) result.get(output.name()).orElseThrow();
            int[] shape = Arrays.stream(tensor.getInfo().getShape())
                    .mapToInt(Math::toIntExact)
                    .toArray();
            outputs.put(output.name(), Tensor.create(buffer -> buffer.put(tensor.getFloatBuffer()), shape));
        });
        return outputs;
    }
}
