package org.samdeblur.networks.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.samdeblur.api.Backends;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.services.Providers;
import org.samdeblur.networks.format.ModelFormat.RequiredBackend;
import org.samdeblur.networks.models.Models;

/**
 * The known formats of models: the library's own, then those that are found as services.
 *
 * @since 0.1.0
 */
public final class ModelFormats {
    private static final System.Logger LOG = System.getLogger(ModelFormats.class.getName());

    private ModelFormats() {}

    /**
     * Returns all formats, in the order in which they are tried. A service that cannot be loaded is omitted and
     * logged.
     *
     * @return the formats
     */
    public static List<ModelFormat> installed() {
        Providers<ModelFormat> services = Providers.installed(loader -> ServiceLoader.load(ModelFormat.class, loader));
        services.failures()
                .forEach(failure ->
                        LOG.log(System.Logger.Level.WARNING, "a model format cannot be loaded: {0}", failure));
        return Stream.concat(Arrays.stream(StandardFormat.values()), services.loaded().stream())
                .toList();
    }

    /**
     * Finds the format of a file or folder.
     *
     * @param path the file or folder, which need not exist
     * @return the first format that recognises it, empty if none does
     */
    public static Optional<ModelFormat> of(Path path) {
        return installed().stream().filter(format -> format.recognises(path)).findFirst();
    }

    /**
     * Returns why a backend that runs graphs cannot load a model, as {@link
     * org.samdeblur.api.BackendProvider#objection} does. To find out, a download that is not in the user's cache is
     * downloaded.
     *
     * @param backend the backend's name
     * @param model the model
     * @return the reason, which names the required backend and, if it is not installed, the artifact to add; empty if
     *     the backend may be able to load the model
     */
    public static Optional<String> objection(String backend, ModelSource model) {
        return Models.ofUser()
                .peek(model)
                .flatMap(ModelFormats::of)
                .flatMap(format -> format.requiredBackend()
                        .filter(required -> !required.name().equals(backend))
                        .map(required -> explain(format, required)));
    }

    /**
     * Returns a text about the backend that a model requires.
     *
     * @param format the model's format
     * @param required the only backend that runs it
     * @return a clause that names the backend and, if it is not installed, the artifact to add
     */
    public static String explain(ModelFormat format, RequiredBackend required) {
        boolean installed = Backends.installed().providers().stream()
                .anyMatch(provider -> provider.name().equals(required.name()));
        String hint = installed ? "" : "; add " + required.artifact();
        return "this is " + format.description() + ", which the backend '" + required.name() + "' runs" + hint;
    }
}
