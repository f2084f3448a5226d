package org.samdeblur.cli.options;

import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.networks.models.Models;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which deblurring network runs, and in which form. */
public final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = SourceName.class,
            description =
                    "embedded, which deblurs most; embedded-fast, which deblurs less in a sixth of the time, for video,"
                            + " previews and slow machines; another name that 'samdeblur models' lists; a checkpoint as"
                            + " published (pth, safetensors, npz); the folder of DMPHN's six checkpoints; an ONNX"
                            + " network; a TorchScript file (runs on djl); or a SavedModel's folder (runs on"
                            + " tensorflow). Default: embedded.")
    private ModelSource model = ModelSource.embedded();

    @Mixin
    private FormOptions form;

    /**
     * Returns where the network comes from.
     *
     * @return the source
     */
    public ModelSource source() {
        return model;
    }

    /**
     * Sets the network and its form.
     *
     * @param builder what to set them in
     */
    public void applyTo(SamDeblur.Builder builder) {
        builder.deblurModel(model).modelOptions(form.options());
    }

    /** Reads where a network comes from. */
    public static final class SourceName implements ITypeConverter<ModelSource> {
        @Override
        public ModelSource convert(String text) {
            return switch (text) {
                case ModelSource.Embedded.DEFAULT -> ModelSource.embedded();
                case ModelSource.Embedded.FAST -> ModelSource.embeddedFast();
                default -> named(text);
            };
        }

        private static ModelSource named(String text) {
            try {
                return Models.ofUser().source(text);
            } catch (InvalidModelException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
