package org.samdeblur.networks.deblur;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.options.ModelOption;

/**
 * Loads the weights that a training run saved of a network that no architecture recognises. The graph is in the
 * training folder, as {@code network.onnx}, or beside the resulting weights, under the same name with {@code .onnx}.
 */
final class TrainedNetwork {
    private static final String SUFFIX = ".safetensors";
    private static final String NETWORK = "network.onnx";
    private static final String RECIPE = "recipe.json";

    private TrainedNetwork() {}

    /**
     * Finds the graph of a checkpoint.
     *
     * @param options the options; only the weights' key is supported
     * @return the network with the checkpoint's weights; empty if no graph has weights of exactly these names, or if an
     *     architecture recognises the checkpoint by itself
     */
    static Optional<DeblurNetwork> of(Path file, Checkpoint checkpoint, DeblurModelOptions options) {
        return graphs(file)
                .filter(Files::isRegularFile)
                .map(graph -> OnnxDeblurNetwork.read(graph, DeblurModelOptions.DEFAULT))
                .filter(network -> network.weights().keySet().equals(checkpoint.names()))
                .filter(network -> !isKnown(network, checkpoint))
                .findFirst()
                .map(network -> {
                    ModelOption.requireApplicable(
                            file,
                            "a network whose graph is in a file beside its weights",
                            EnumSet.of(ModelOption.WEIGHTS),
                            options);
                    return with(checkpoint, network);
                });
    }

    private static Stream<Path> graphs(Path file) {
        String name = file.getFileName().toString();
        if (!name.endsWith(SUFFIX)) {
            return Stream.empty();
        }
        Path result = file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".onnx");
        Path training = file.toAbsolutePath().normalize().getParent().getParent();
        return training != null && Files.exists(training.resolve(RECIPE))
                ? Stream.of(result, training.resolve(NETWORK))
                : Stream.of(result);
    }

    private static boolean isKnown(DeblurNetwork network, Checkpoint checkpoint) {
        return !network.info().architecture().equals(OnnxDeblurNetwork.ARCHITECTURE)
                && Architectures.of(checkpoint, Architectures.installed()).isPresent();
    }

    private static DeblurNetwork with(Checkpoint checkpoint, DeblurNetwork network) {
        Map<String, Constant> weights = new LinkedHashMap<>();
        checkpoint.names().forEach(name -> weights.put(name, checkpoint.weight(name)));
        DeblurNetwork trained = network.withWeights(weights);
        return NetworkMetadata.stated(checkpoint.metadata())
                .padding()
                .map(trained::withPadding)
                .orElse(trained);
    }
}
