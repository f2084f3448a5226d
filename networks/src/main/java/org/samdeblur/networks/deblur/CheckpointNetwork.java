package org.samdeblur.networks.deblur;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.architecture.Architecture;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.architecture.NetworkGraph;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.rewrite.Widening;

/** Creates deblurring networks with the weights of a checkpoint or with initial weights. */
final class CheckpointNetwork {
    private CheckpointNetwork() {}

    /**
     * Creates a network with the weights of a checkpoint.
     *
     * @throws InvalidModelException if no architecture recognises the checkpoint, or its weights do not fit the
     *     architecture
     */
    static DeblurNetwork of(String name, Checkpoint stored, DeblurModelOptions options) {
        List<Architecture> installed = Architectures.installed();
        Checkpoint whole = stored.knownAs(
                        form -> Architectures.of(form, installed).isPresent())
                .orElse(stored);
        Architecture architecture = architecture(whole, installed);
        Checkpoint checkpoint = options.stages().isPresent()
                ? architecture.firstStages(whole, options.stages().getAsInt())
                : whole;
        NetworkMetadata.Stated stated = stated(checkpoint);
        Pooling pooling = options.pooling().or(stated::pooling).orElse(Pooling.GLOBAL);
        NetworkDesign design = switch (pooling) {
            case GLOBAL -> architecture.read(checkpoint);
            case LOCAL -> architecture.readWithLocalPools(checkpoint);
        };
        MaskGuidance guidance = guidance(design, checkpoint, stated);
        int added = design.inputChannels() > Image.COLOUR_CHANNELS ? 0 : guidance.channels();
        Graph graph = graph(design, MapEncoderWeights.without(checkpoint), added);
        ModelInfo info = info(name, design)
                .inputChannels(design.inputChannels() + added)
                .padding(stated.padding().orElse(design.padding()))
                .parameters(Parameters.of(graph) + MapEncoderWeights.parameters(guidance))
                .build();
        Map<String, String> pools =
                pooling == Pooling.LOCAL ? NetworkMetadata.localPools(checkpoint.metadata()) : Map.of();
        return DeblurNetwork.described(info, guidance, graph.withMetadata(pools));
    }

    /** Creates a network with initial weights, for training. */
    static DeblurNetwork untrained(NetworkDesign design, MaskGuidance guidance, long seed) {
        NetworkDesign guided = design.withGuidance(guidance);
        boolean takesMasks = guided.inputChannels() == Image.COLOUR_CHANNELS + guidance.channels();
        Graph graph = NetworkGraph.untrained(guided, seed).graph();
        ModelInfo info =
                info("untrained", guided).parameters(Parameters.of(graph)).build();
        return takesMasks
                ? DeblurNetwork.described(info, guidance, graph)
                : DeblurNetwork.described(info, MaskGuidance.none(), graph).widened(guidance);
    }

    private static ModelInfo.Builder info(String name, NetworkDesign design) {
        ModelInfo.Builder info = ModelInfo.builder(name)
                .architecture(design.architecture())
                .inputChannels(design.inputChannels())
                .sizeMultiple(design.sizeMultiple())
                .padding(design.padding())
                .placement(design.placement())
                .square(design.isSquare());
        design.window().ifPresent(info::window);
        return info;
    }

    private static Architecture architecture(Checkpoint checkpoint, List<Architecture> installed) {
        if (SegmentationWeights.isLike(checkpoint)) {
            throw Refusal.of(checkpoint.file(), "this is a segmentation network; give it as the segmenter");
        }
        return Architectures.of(checkpoint, installed).orElseThrow(() -> unknown(checkpoint, installed));
    }

    private static InvalidModelException unknown(Checkpoint checkpoint, List<Architecture> installed) {
        String names = installed.stream().map(Architecture::name).collect(Collectors.joining(", "));
        return Refusal.of(
                checkpoint.file(),
                "no known deblurring network; supported are .onnx files and checkpoints of " + names
                        + "; its first weights are "
                        + checkpoint.names().stream().limit(3).toList());
    }

    private static NetworkMetadata.Stated stated(Checkpoint checkpoint) {
        try {
            return NetworkMetadata.stated(checkpoint.metadata());
        } catch (InvalidModelException e) {
            throw Refusal.of(checkpoint.file(), e.getMessage());
        }
    }

    private static MaskGuidance guidance(NetworkDesign design, Checkpoint checkpoint, NetworkMetadata.Stated stated) {
        Optional<MapEncoder> encoder = MapEncoderWeights.of(checkpoint);
        if (encoder.isPresent()) {
            return new MaskAveragePooling(encoder.get());
        }
        // grey codes are the only guidance with a single channel
        return design.inputChannels() == Image.COLOUR_CHANNELS + 1
                ? new GreyCodes()
                : stated.guidance().orElse(MaskGuidance.none());
    }

    private static Graph graph(NetworkDesign design, Checkpoint checkpoint, int added) {
        NetworkGraph network = NetworkGraph.of(design, checkpoint, added);
        Graph wide = Widening.widen(network.graph(), added);
        requireSameShapes(checkpoint.file(), wide, network.widened());
        return NamedWeights.exchanged(wide, network.widened());
    }

    private static void requireSameShapes(Path file, Graph wide, Map<String, Constant> weights) {
        weights.forEach((name, weight) -> {
            Constant place = wide.constants().get(name);
            if (place == null || !place.shape().equals(weight.shape())) {
                throw Refusal.of(
                        file, "'" + name + "' has the shape " + weight.shape() + ", but its layer does not read masks");
            }
        });
    }
}
