package org.samdeblur.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import org.samdeblur.api.services.Providers;
import org.samdeblur.api.text.Printable;

/**
 * The backends on the module path or class path, and the rule that picks one: by name if one is given, else by the system
 * property {@code samdeblur.backend}, else the available backend of highest priority that supports the model.
 */
public final class Backends {
    /** The system property that names a backend. */
    public static final String PROPERTY = "samdeblur.backend";

    /** The backend that comes with the library, and what to add to have it. */
    private static final String OWN = "onnx";

    private static final String OWN_COORDINATES = "org.samdeblur:samdeblur-backend-onnx";

    private final List<Candidate> candidates;
    private final List<String> failures;

    /** A provider, and what it said of itself when it was found. */
    private record Candidate(BackendProvider provider, String name, int priority) {}

    private Backends(List<Candidate> candidates, List<String> failures) {
        this.candidates = candidates;
        this.failures = failures;
    }

    /**
     * Looks for installed backends, with the thread's context class loader first, then with the library's own.
     *
     * @return what was found
     */
    public static Backends installed() {
        return of(Providers.<BackendProvider>installed(loader -> ServiceLoader.load(BackendProvider.class, loader)));
    }

    static Backends of(Providers<BackendProvider> found) {
        List<Candidate> candidates = new ArrayList<>();
        List<String> failures = new ArrayList<>(found.failures());
        for (BackendProvider provider : found.loaded()) {
            try {
                String name = Objects.requireNonNull(provider.name(), "it has no name");
                candidates.add(new Candidate(provider, name, provider.priority()));
            } catch (RuntimeException | LinkageError e) {
                failures.add(provider.getClass().getName() + " (" + failure(e) + ")");
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::priority).reversed().thenComparing(Candidate::name));
        return new Backends(List.copyOf(candidates), List.copyOf(failures));
    }

    private static String failure(Throwable e) {
        return "it fails: " + Printable.line(e.toString());
    }

    /**
     * Returns the providers found.
     *
     * @return highest priority first
     */
    public List<BackendProvider> providers() {
        return candidates.stream().map(Candidate::provider).toList();
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
     * Asks a provider what it can do here, as {@link BackendProvider#status} does, but without trust: a provider that
     * throws is one that is not available.
     *
     * @param provider the provider
     * @return its status
     */
    public static BackendStatus status(BackendProvider provider) {
        try {
            return Objects.requireNonNull(provider.status(), "it has no status");
        } catch (RuntimeException | LinkageError e) {
            return BackendStatus.unavailable("unknown", failure(e));
        }
    }

    /**
     * Picks a backend. A provider that throws is passed over.
     *
     * @param name the backend's name, if the user gave one
     * @param model the model it is to run
     * @return the provider
     * @throws BackendException if there is none; lists every provider found, why it was passed over, and what to add
     */
    public BackendProvider select(Optional<String> name, ModelSource model) {
        Optional<String> wanted =
                name.or(() -> Optional.ofNullable(System.getProperty(PROPERTY)).filter(text -> !text.isBlank()));
        List<String> passedOver = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Optional<String> objection = objection(candidate, wanted, model);
            if (objection.isEmpty()) {
                return candidate.provider();
            }
            passedOver.add(candidate.name() + " (" + objection.get() + ")");
        }
        throw new BackendException(explain(wanted, model, passedOver));
    }

    private static Optional<String> objection(Candidate candidate, Optional<String> wanted, ModelSource model) {
        if (wanted.isPresent() && !wanted.get().equals(candidate.name())) {
            return Optional.of("not the one asked for");
        }
        try {
            if (!candidate.provider().supports(model)) {
                return Optional.of("does not take models like " + model);
            }
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(failure(e));
        }
        BackendStatus status = status(candidate.provider());
        return status.isAvailable()
                ? Optional.empty()
                : Optional.of(status.problem().orElse("not available"));
    }

    private String explain(Optional<String> wanted, ModelSource model, List<String> passedOver) {
        String what = wanted.map(name -> "no backend '" + name + "'").orElse("no backend") + " for model " + model;
        String found = passedOver.isEmpty() ? "none" : String.join(", ", passedOver);
        String broken = failures.isEmpty() ? "" : "; failed to load: " + String.join(", ", failures);
        boolean ownMissing =
                candidates.stream().noneMatch(candidate -> candidate.name().equals(OWN));
        String hint = ownMissing ? "; add the dependency " + OWN_COORDINATES + " to have " + OWN + place() : "";
        return what + "; found: " + found + broken + hint;
    }

    /** Says where a backend is looked for, where that is not the class path alone. */
    private static String place() {
        return Backends.class.getModule().isNamed() ? "; with this program, it belongs on the module path" : "";
    }
}
