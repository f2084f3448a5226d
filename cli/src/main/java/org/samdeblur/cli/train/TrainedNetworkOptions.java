package org.samdeblur.cli.train;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelSource;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.options.Choice;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.PositiveNumber;
import org.samdeblur.cli.options.StatedOptions;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.nafnet.NafNetDesign;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which network is trained. */
final class TrainedNetworkOptions {
    /** In training, pools cover the whole patch, however the network pools afterwards. */
    private static final DeblurModelOptions GLOBAL_POOLS = DeblurModelOptions.DEFAULT.withPooling(Pooling.GLOBAL);

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            converter = MethodName.class,
            description =
                    "How the network uses masks: none, cat (grey codes as a channel), map (features averaged over "
                            + "masks), map-dropout (the same; half of the masks are dropped at each step). Default: "
                            + "map-dropout.")
    private TrainingMethod method = TrainingMethod.MAP_DROPOUT;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelOptions.SourceName.class,
            description =
                    "The network to start from: embedded, a checkpoint or an ONNX network. A network without masks "
                            + "is widened for the method; its output is unchanged at first. Default: a NAFNet with random "
                            + "weights.")
    private Optional<ModelSource> model = Optional.empty();

    @Mixin
    private StatedOptions stated;

    @Option(
            names = "--channels",
            paramLabel = "S",
            converter = PositiveNumber.class,
            description = "Channels of the MAP unit. Default: ${DEFAULT-VALUE}.")
    private int channels = 2;

    @Option(
            names = "--width",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Channels of a new NAFNet at full resolution. Default: ${DEFAULT-VALUE}.")
    private int width = 32;

    @Option(
            names = "--encoder-blocks",
            paramLabel = "N",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            description = "Its blocks by level of the encoder, finest first. Default: 1,1,1,28.")
    private List<Integer> encoderBlocks = List.of(1, 1, 1, 28);

    @Option(
            names = "--middle-blocks",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Its blocks at the coarsest resolution. Default: ${DEFAULT-VALUE}.")
    private int middleBlocks = 1;

    @Option(
            names = "--decoder-blocks",
            paramLabel = "N",
            split = "\\s*,\\s*",
            splitSynopsisLabel = ",",
            description = "Its blocks by level of the decoder, coarsest first. Default: 1,1,1,1.")
    private List<Integer> decoderBlocks = List.of(1, 1, 1, 1);

    TrainingMethod method() {
        return method;
    }

    /** Loads or makes the network. */
    DeblurNetwork network(long seed) {
        MaskGuidance guidance = method.guidance(channels, seed);
        return model.map(source -> widened(source, guidance))
                .orElseGet(() -> DeblurNetworks.untrained(design(), guidance, seed));
    }

    private NafNetDesign design() {
        try {
            return new NafNetDesign(width, encoderBlocks, middleBlocks, decoderBlocks);
        } catch (IllegalArgumentException e) {
            throw new MisuseException(e.getMessage());
        }
    }

    private DeblurNetwork widened(ModelSource source, MaskGuidance guidance) {
        DeblurNetwork network = DeblurNetworks.load(source, stated.applyTo(GLOBAL_POOLS));
        boolean isPlain = network.guidance().channels() == 0;
        if (isPlain && guidance.channels() > 0) {
            return network.widened(guidance);
        }
        boolean isAlike = network.guidance().getClass() == guidance.getClass();
        if (!isAlike) {
            throw new MisuseException(
                    source + " is not made for --method " + Choice.word(method) + "; give the one it is made for");
        }
        return network;
    }

    /** Reads a method. */
    static final class MethodName extends Choice<TrainingMethod> {
        MethodName() {
            super(TrainingMethod.values());
        }
    }
}
