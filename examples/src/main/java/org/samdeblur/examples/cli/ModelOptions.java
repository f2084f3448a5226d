package org.samdeblur.examples.cli;

import java.nio.file.Path;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Which deblurring network runs, and in which form. */
final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = SourceName.class,
            description = "embedded; or a file: a checkpoint as published (pth, safetensors) or an ONNX network; or"
                    + " the folder of DMPHN's six checkpoints. Default: embedded.")
    private ModelSource model = ModelSource.embedded();

    @Option(
            names = "--tlc",
            description = "Pool over a window of 1.5 training patches instead of the whole image, as the paper does on"
                    + " GoPro. May cause coloured mosaics on other photographs.")
    private boolean tlc;

    @Option(names = "--plain", description = "Run the network operator by operator, not rewritten to run faster.")
    private boolean plain;

    ModelSource source() {
        return model;
    }

    void applyTo(SamDeblur.Builder builder) {
        builder.deblurModel(model)
                .modelOptions(new DeblurModelOptions(
                        tlc ? Pooling.LOCAL : Pooling.GLOBAL, plain ? GraphForm.PLAIN : GraphForm.REWRITTEN));
    }

    /** Reads where a network comes from. */
    static final class SourceName implements ITypeConverter<ModelSource> {
        @Override
        public ModelSource convert(String text) {
            return text.equals("embedded") ? ModelSource.embedded() : ModelSource.of(Path.of(text));
        }
    }
}
