package org.samdeblur.spark.app;

import java.nio.file.Path;
import java.util.Optional;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Guard;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.api.Precision;
import org.samdeblur.api.Tiling;
import org.samdeblur.networks.models.Models;
import org.samdeblur.spark.SamDeblurSettings;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Models and what they run on, under the names of the command line. */
final class SettingsOptions {
    private static final int USUAL_OVERLAP = 64;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = Source.class,
            description =
                    "The deblurring network: embedded, embedded-fast, embedded-large, the name of a model in the"
                            + " models folder of each node, or a file that each node has or gets with --files. Default: embedded.")
    private ModelSource model = ModelSource.embedded();

    @Option(names = "--tlc", description = "Pool over windows of the size that the network was trained on.")
    private boolean localPools;

    @Option(
            names = "--segmenter",
            paramLabel = "SEGMENTER",
            description = "graph, which needs no weights; none; or a Segment Anything model, as for --model."
                    + " Default: graph.")
    private String segmenter = "graph";

    @Option(
            names = "--mask-decoder",
            paramLabel = "DECODER.onnx",
            description = "The second half of a Segment Anything model that was exported in two.")
    private Optional<Path> maskDecoder = Optional.empty();

    @Option(
            names = "--points-per-side",
            paramLabel = "N",
            description = "A grid of N×N points prompts a Segment Anything model. Default: 32.")
    private Optional<Integer> pointsPerSide = Optional.empty();

    @Option(
            names = "--grouping",
            paramLabel = "HOW",
            description = "What becomes of overlapping masks: overlay, published or none. Default: what the network was"
                    + " made for.")
    private Optional<Grouping> grouping = Optional.empty();

    @Option(names = "--backend", paramLabel = "NAME", description = "The runtime. Default: the best available.")
    private Optional<String> backend = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            converter = DeviceName.class,
            description = "auto, cpu, gpu or gpu:N. Default: auto, the GPU that Spark has given the task, if any.")
    private Device device = Device.auto();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of the processor that a network may use. Default: spark.task.cpus.")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            converter = PrecisionName.class,
            description = "float32, bfloat16, float16 or auto. Default: float32.")
    private Precision precision = Precision.FLOAT32;

    @Option(
            names = "--tile",
            paramLabel = "PIXELS|off",
            description = "Cut images into square tiles of this edge, or run them whole. Default: images of more than"
                    + " 1.5 megapixels are cut into tiles of 768.")
    private Optional<String> tile = Optional.empty();

    @Option(
            names = "--padding",
            paramLabel = "HOW",
            description = "What fills an image up to the network's size: zero or reflect. Default: what the network was"
                    + " made for.")
    private Optional<Padding> padding = Optional.empty();

    @Option(
            names = "--strength",
            paramLabel = "S",
            description = "How far to go from the input, 0, to the network's output, 1. Default: 1.")
    private double strength = 1;

    @Option(
            names = "--guard",
            paramLabel = "HOW",
            description = "What happens where the network has collapsed: off, report or fade. Default: report.")
    private Guard guard = Guard.REPORT;

    /** Returns the settings. */
    SamDeblurSettings settings() {
        try {
            return build();
        } catch (IllegalArgumentException | InvalidModelException e) {
            throw misuse(e.getMessage());
        }
    }

    private SamDeblurSettings build() {
        SamDeblurSettings.Builder builder = SamDeblurSettings.builder()
                .deblurModel(model)
                .device(device)
                .precision(precision)
                .tiling(tile.map(this::tiling).orElse(Tiling.auto()))
                .strength(strength)
                .guard(guard);
        if (localPools) {
            builder.modelOptions(DeblurModelOptions.DEFAULT.withPooling(DeblurModelOptions.Pooling.LOCAL));
        }
        backend.ifPresent(builder::backend);
        threads.ifPresent(builder::threads);
        grouping.ifPresent(builder::grouping);
        padding.ifPresent(builder::padding);
        choose(builder);
        return builder.build();
    }

    private void choose(SamDeblurSettings.Builder builder) {
        boolean network = !segmenter.equals("graph") && !segmenter.equals("none");
        if (!network && (maskDecoder.isPresent() || pointsPerSide.isPresent())) {
            throw misuse("--mask-decoder and --points-per-side go with a Segment Anything model, --segmenter FILE");
        }
        if (segmenter.equals("none")) {
            builder.withoutSegmenter();
        }
        if (network) {
            builder.segmenter(maskDecoder
                    .map(decoder -> ModelSource.of(Path.of(segmenter), decoder))
                    .orElseGet(() -> Models.ofUser().source(segmenter)));
            pointsPerSide.ifPresent(points -> builder.automaticMasks(
                    AutomaticMaskSettings.builder().pointsPerSide(points).build()));
        }
    }

    private Tiling tiling(String text) {
        if (text.equals("off")) {
            return Tiling.off();
        }
        if (!text.matches("\\d{1,6}")) {
            throw misuse("--tile takes a number of pixels or 'off', not '" + text + "'");
        }
        int edge = Integer.parseInt(text);
        return Tiling.of(edge, Math.min(USUAL_OVERLAP, edge / 4));
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Reads where a network comes from. */
    static final class Source implements ITypeConverter<ModelSource> {
        @Override
        public ModelSource convert(String text) {
            try {
                return Models.ofUser().source(text);
            } catch (InvalidModelException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads a device. */
    static final class DeviceName implements ITypeConverter<Device> {
        @Override
        public Device convert(String text) {
            try {
                return Device.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** Reads a precision. */
    static final class PrecisionName implements ITypeConverter<Precision> {
        @Override
        public Precision convert(String text) {
            try {
                return Precision.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
