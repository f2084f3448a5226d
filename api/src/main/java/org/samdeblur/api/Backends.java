package org.samdeblur.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.samdeblur.api.services.Providers;
import org.samdeblur.api.text.Printable;

/**
 * The backends on the module path or class path, and the rule that picks one: by name if a name is given, else by the
 * system property {@value #PROPERTY}, else the available backend of highest priority that supports the model.
 * Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Backends {
    /** The system property that names a backend. */
    public static final String PROPERTY = "samdeblur.backend";

    /** The library's default backend. Its coordinates are suggested if it is missing. */
    private static final String OWN = "onnx";

    private static final String OWN_COORDINATES = "org.samdeblur:samdeblur-backend-onnx";

    private final List<Candidate> candidates;
    private final List<String> failures;

    /** A provider, and the values that it returned when it was found. */
    private record Candidate(BackendProvider provider, String name, int priority, int processorPriority) {}

    /** A backend that was not chosen. If the reason is the model, another backend may load it. */
    private record PassedOver(Candidate candidate, String reason, boolean forModel) {}

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
                candidates.add(new Candidate(provider, name, provider.priority(), provider.processorPriority()));
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
     * Returns why some declared providers could not be loaded.
     *
     * @return one message for each of them
     */
    public List<String> failures() {
        return failures;
    }

    /**
     * Returns a provider's {@linkplain BackendProvider#status status}. A provider that throws counts as not available.
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
     * Picks a backend for a model. The system property {@value #PROPERTY} names it; without the property, the available
     * backend of highest priority that supports the model is taken. A provider that throws is passed over.
     *
     * @param model the model to run
     * @return the provider
     * @throws BackendException if there is none; lists every provider found, why it was passed over, and what to add
     */
    public BackendProvider select(ModelSource model) {
        return select(named(), model).provider();
    }

    private static Optional<String> named() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).filter(text -> !text.isBlank());
    }

    /**
     * Picks a backend for a model and a device, as {@link #select(ModelSource)} does. If that backend would run the
     * model on the processor, and no backend is named, an available backend of higher {@link
     * BackendProvider#processorPriority} is taken instead.
     *
     * @param model the model to run
     * @param device the requested device
     * @return the provider
     * @throws BackendException if there is none; lists every provider found, why it was passed over, and what to add
     */
    public BackendProvider select(ModelSource model, Device device) {
        Optional<String> wanted = named();
        Candidate usual = select(wanted, model);
        if (wanted.isPresent() || !isProcessor(device, usual)) {
            return usual.provider();
        }
        return candidates.stream()
                .filter(candidate -> candidate.processorPriority() > usual.processorPriority())
                .sorted(Comparator.comparingInt(Candidate::processorPriority).reversed())
                .filter(candidate -> objection(candidate, wanted, model).isEmpty())
                .findFirst()
                .orElse(usual)
                .provider();
    }

    private static boolean isProcessor(Device device, Candidate candidate) {
        return device.isCpu()
                || (device.isAuto()
                        && status(candidate.provider()).devices().stream().allMatch(Device::isCpu));
    }

    /**
     * Picks the backend of the given name for a model.
     *
     * @param name the backend's name
     * @param model the model to run
     * @return the provider
     * @throws BackendException if there is none, or it is not available or does not support the model; lists every
     *     provider found
     */
    public BackendProvider select(String name, ModelSource model) {
        return select(Optional.of(name), model).provider();
    }

    private Candidate select(Optional<String> wanted, ModelSource model) {
        List<PassedOver> passedOver = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Optional<PassedOver> objection = objection(candidate, wanted, model);
            if (objection.isEmpty()) {
                return candidate;
            }
            passedOver.add(objection.get());
        }
        throw new BackendException(explain(wanted, model, passedOver));
    }

    private static Optional<PassedOver> objection(Candidate candidate, Optional<String> wanted, ModelSource model) {
        if (wanted.isPresent() && !wanted.get().equals(candidate.name())) {
            return Optional.of(new PassedOver(candidate, "not requested", false));
        }
        try {
            Optional<String> objection = candidate.provider().objection(model);
            if (objection.isPresent()) {
                return objection.map(reason -> new PassedOver(candidate, Printable.line(reason), true));
            }
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(new PassedOver(candidate, failure(e), false));
        }
        BackendStatus status = status(candidate.provider());
        return status.isAvailable()
                ? Optional.empty()
                : Optional.of(new PassedOver(candidate, status.problem().orElse("not available"), false));
    }

    private String explain(Optional<String> wanted, ModelSource model, List<PassedOver> passedOver) {
        String what = wanted.map(name -> "no backend '" + name + "'").orElse("no backend") + " for model " + model;
        String found = passedOver.isEmpty() ? "none" : byReason(passedOver);
        String broken = failures.isEmpty() ? "" : "; failed to load: " + String.join(", ", failures);
        boolean ownMissing = passedOver.stream().noneMatch(PassedOver::forModel)
                && candidates.stream().noneMatch(candidate -> candidate.name().equals(OWN));
        String hint = ownMissing ? "; add the dependency " + OWN_COORDINATES + " to have " + OWN + place() : "";
        return what + "; found: " + found + broken + hint;
    }

    /**
     * Lists backends with the reason why each was passed over. A reason that several give for the model is listed once.
     */
    private static String byReason(List<PassedOver> passedOver) {
        Map<Object, List<PassedOver>> groups = passedOver.stream()
                .collect(Collectors.groupingBy(
                        backend -> backend.forModel() ? backend.reason() : backend,
                        LinkedHashMap::new,
                        Collectors.toList()));
        return groups.values().stream()
                .map(group -> group.stream()
                                .map(backend -> backend.candidate().name())
                                .collect(Collectors.joining(", "))
                        + " (" + group.get(0).reason() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Names the module path if this library is on it, since backends must then be there too. */
    private static String place() {
        return Backends.class.getModule().isNamed() ? "; this program needs it on the module path" : "";
    }
}
