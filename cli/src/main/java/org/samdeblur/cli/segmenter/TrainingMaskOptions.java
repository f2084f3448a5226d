package org.samdeblur.cli.segmenter;

import java.util.Optional;
import java.util.function.Consumer;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Segmenter;
import org.samdeblur.cli.options.Choice;
import org.samdeblur.cli.options.ModelOptions;
import org.samdeblur.cli.options.RuntimeOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How masks for training are found. */
public final class TrainingMaskOptions {
    @Option(
            names = "--pre-deblur",
            paramLabel = "MODEL",
            converter = ModelOptions.SourceName.class,
            description = "The network that deblurs blurred images before masks are found in them, without masks"
                    + " itself, as in the paper for training: embedded, a checkpoint or an ONNX network. Default: none,"
                    + " as in the paper for testing.")
    private Optional<ModelSource> preDeblur = Optional.empty();

    @Mixin
    private SegmenterOptions segmenter;

    @Option(
            names = "--grouping",
            paramLabel = "HOW",
            converter = Choice.OfGrouping.class,
            description = "How overlapping masks are grouped: published (the paper's grey codes), overlay (the cells"
                    + " they form) or none. Default: published; with --segmenter graph overlay, because graph can"
                    + " find more masks than there are grey codes.")
    private Optional<Grouping> grouping = Optional.empty();

    /**
     * Prepares to find masks. Nothing is loaded yet.
     *
     * @param runtime what the segmenter runs on
     * @param configure sets how the network of {@code --pre-deblur} runs
     * @return a finder, owned by the caller
     */
    public MaskFinder finder(RuntimeOptions runtime, Consumer<SamDeblur.Builder> configure) {
        SegmenterChoice choice = segmenter.choice();
        return new MaskFinder(
                preDeblur.map(model -> preDeblurring(model, configure)),
                () -> choice.open(runtime),
                grouping.orElse(choice.usualGrouping()));
    }

    private static SamDeblur.Builder preDeblurring(ModelSource model, Consumer<SamDeblur.Builder> configure) {
        SamDeblur.Builder builder = SamDeblur.builder();
        configure.accept(builder);
        return builder.deblurModel(model).segmenter(Segmenter.none());
    }
}
