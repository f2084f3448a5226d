package org.samdeblur.networks.graph.rewrite;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value.Axis;

/** Runs graphs of one input and one output, to compare what they compute. */
public final class OnnxRuntime {
    private OnnxRuntime() {}

    public static Tensor run(Graph graph, Tensor input) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            setSizes(options, graph, input);
            try (OrtSession session = environment.createSession(
                            OnnxFiles.serialize(graph, Integer.MAX_VALUE).proto(), options);
                    OnnxTensor value = OnnxTensor.createTensor(environment, input.data(), longs(input.shape()));
                    OrtSession.Result result =
                            session.run(Map.of(graph.inputs().get(0).name(), value))) {
                OnnxTensor output = (OnnxTensor) result.get(0);
                int[] shape = Arrays.stream(output.getInfo().getShape())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                return Tensor.create(buffer -> buffer.put(output.getFloatBuffer()), shape);
            }
        } catch (OrtException e) {
            throw new AssertionError("ONNX Runtime does not take " + graph.name(), e);
        }
    }

    /** The runtime plans memory much faster where it knows all sizes. */
    private static void setSizes(OrtSession.SessionOptions options, Graph graph, Tensor input) throws OrtException {
        List<Axis> axes = graph.inputs().get(0).shape();
        for (int i = 0; i < axes.size() && i < input.rank(); i++) {
            if (axes.get(i).size().isEmpty() && !axes.get(i).symbol().isEmpty()) {
                options.setSymbolicDimensionValue(axes.get(i).symbol(), input.dim(i));
            }
        }
    }

    /** Returns the largest absolute difference of two tensors of the same shape. */
    public static float difference(Tensor a, Tensor b) {
        if (!Arrays.equals(a.shape(), b.shape())) {
            throw new AssertionError(a + " is not of the shape of " + b);
        }
        float[] left = a.toArray();
        float[] right = b.toArray();
        float largest = 0;
        for (int i = 0; i < left.length; i++) {
            // NaN must not pass as no difference
            largest = Float.isNaN(left[i] - right[i])
                    ? Float.POSITIVE_INFINITY
                    : Math.max(largest, Math.abs(left[i] - right[i]));
        }
        return largest;
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
