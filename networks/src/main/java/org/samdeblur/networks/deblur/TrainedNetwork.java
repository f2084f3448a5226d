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
 * A network whose weights a training has saved and whose graph lies beside them: in the training's folder, as {@code
 * network.onnx}, or beside the result under its name. So weights can be loaded of networks that no architecture knows.
 */
final class TrainedNetwork {
    private static final String SUFFIX = ".safetensors";
    private static final String NETWORK = "network.onnx";
    private static final String RECIPE = "recipe.json";

    private TrainedNetwork() {}

    /**
     * Finds the graph of a checkpoint.
     *
     * @param options what is given; stages cannot be chosen, since only architectures know them
     * @return the network with the checkpoint's weights; empty if there is no graph with weights of exactly these names, or if
     *     it is a graph of an architecture that can be made of the checkpoint alone
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
                            "a network that is known by the graph beside its weights",
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
