package org.samdeblur.api;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The backends on the module path or class path, and the rule that picks one: by name if one is given, else by the system
 * property {@code samdeblur.backend}, else the available backend of highest priority that supports the model.
 */
public final class Backends {
    /** The system property that names a backend. */
    public static final String PROPERTY = "samdeblur.backend";

    private static final Map<String, String> COORDINATES = Map.of(
            "onnx", "org.samdeblur:samdeblur-backend-onnx",
            "djl", "org.samdeblur:samdeblur-backend-djl",
            "tensorflow", "org.samdeblur:samdeblur-backend-tensorflow");

    private final List<BackendProvider> providers;
    private final List<String> failures;

    private Backends(List<BackendProvider> providers, List<String> failures) {
        this.providers = providers.stream()
                .sorted(Comparator.comparingInt(BackendProvider::priority)
                        .reversed()
                        .thenComparing(BackendProvider::name))
                .toList();
        this.failures = failures;
    }

    /**
     * Looks for installed backends, with the thread's context class loader first, then with the library's own.
     *
     * @return what was found
     */
    public static Backends installed() {
        Providers<BackendProvider> found = Providers.installed(BackendProvider.class);
        return new Backends(found.loaded(), found.failures());
    }

    static Backends of(List<BackendProvider> providers) {
        return new Backends(providers, List.of());
    }

    /**
     * Returns the providers found.
     *
     * @return highest priority first
     */
    public List<BackendProvider> providers() {
        return providers;
    }

    /**
     * Returns what went wrong with providers that were named but could not be loaded.
     *
     * @return one message each
     */
    public List<String> failures() {
        return failures;
    }

    /**
     * Picks a backend.
     *
     * @param name the backend's name, if the user gave one
     * @param model the model it is to run
     * @return the provider
     * @throws BackendException if there is none; lists every provider found, why it was passed over, and what to add
     */
    public BackendProvider select(Optional<String> name, ModelSource model) {
        Optional<String> wanted = name.or(() -> Optional.ofNullable(System.getProperty(PROPERTY)));
        List<String> passedOver = new ArrayList<>();
        for (BackendProvider provider : providers) {
            Optional<String> objection = objection(provider, wanted, model);
            if (objection.isEmpty()) {
                return provider;
            }
            passedOver.add(provider.name() + " (" + objection.get() + ")");
        }
        throw new BackendException(explain(wanted, model, passedOver));
    }

    private static Optional<String> objection(BackendProvider provider, Optional<String> wanted, ModelSource model) {
        if (wanted.isPresent() && !wanted.get().equals(provider.name())) {
            return Optional.of("not the one asked for");
        }
        if (!provider.supports(model)) {
            return Optional.of("does not take models like " + model);
        }
        return provider.status().isAvailable()
                ? Optional.empty()
                : Optional.of(provider.status().problem().orElse("not available"));
    }

    private String explain(Optional<String> wanted, ModelSource model, List<String> passedOver) {
        String what = wanted.map(name -> "no backend '" + name + "'").orElse("no backend") + " for model " + model;
        String found = passedOver.isEmpty() ? "none" : String.join(", ", passedOver);
        String broken = failures.isEmpty() ? "" : "; failed to load: " + String.join(", ", failures);
        String hint = wanted.isPresent() && COORDINATES.containsKey(wanted.get())
                ? COORDINATES.get(wanted.get())
                : COORDINATES.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> entry.getValue() + " (" + entry.getKey() + ")")
                        .collect(joining(" or "));
        return what + "; found: " + found + broken + "; available as dependencies: " + hint;
    }
}
