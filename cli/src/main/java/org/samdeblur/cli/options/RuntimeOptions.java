package org.samdeblur.cli.options;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Precision;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.networks.sam.SamSegmenter;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What networks run on. */
public final class RuntimeOptions {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "The runtime: onnx, or another that 'samdeblur devices' lists. Default: the best available.")
    private Optional<String> backend = Optional.empty();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            converter = DeviceName.class,
            description = "auto, cpu, gpu or gpu:N. A device given by name must be available; auto falls back to the"
                    + " CPU. Default: auto.")
    private Device device = Device.auto();

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "CPU threads that a network may use. Default and maximum: one per processor.")
    private Integer threads;

    @Option(
            names = "--precision",
            paramLabel = "PRECISION",
            converter = PrecisionName.class,
            description = "Precision of the networks: float32, bfloat16, float16, or auto for the fastest that the"
                    + " device supports without visible loss. Default: float32.")
    private Precision precision = Precision.FLOAT32;

    /**
     * Returns the requested device, threads and precision.
     *
     * @return the library's options
     */
    public BackendOptions options() {
        BackendOptions options = BackendOptions.DEFAULT.withDevice(device).withPrecision(precision);
        return threads == null ? options : options.withThreads(threads);
    }

    /** Fails if the requested backend is not installed, even if no network will run on it. */
    public void requireInstalledBackend() {
        List<String> installed = Backends.installed().providers().stream()
                .map(BackendProvider::name)
                .toList();
        backend.filter(name -> !installed.contains(name)).ifPresent(name -> {
            throw new MisuseException("there is no backend '" + name + "'; found: " + String.join(", ", installed));
        });
    }

    /**
     * Selects the backend for a model.
     *
     * @param model the model to run
     * @return the backend's provider
     */
    public BackendProvider provider(ModelSource model) {
        Backends installed = Backends.installed();
        return backend.map(name -> installed.select(name, model)).orElseGet(() -> installed.select(model, device));
    }

    /**
     * Opens the backend for a model.
     *
     * @param model the model to run
     * @return the backend, owned by the caller
     */
    public Backend open(ModelSource model) {
        return provider(model).open(options());
    }

    /**
     * Sets backend, device, threads and precision.
     *
     * @param builder the builder to set them in
     */
    public void applyTo(SamSegmenter.Builder builder) {
        backend.ifPresent(builder::backend);
        builder.backendOptions(options());
    }

    /**
     * Sets backend, device, threads and precision.
     *
     * @param builder the builder to set them in
     */
    public void applyTo(SamDeblur.Builder builder) {
        backend.ifPresent(builder::backend);
        builder.backendOptions(options());
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
