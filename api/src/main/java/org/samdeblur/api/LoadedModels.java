package org.samdeblur.api;

import com.google.common.base.Suppliers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.samdeblur.api.lifetime.Lifetime;
import org.samdeblur.api.recording.LoadEvent;
import org.samdeblur.api.recording.Recorded;

/** The models of one {@link SamDeblur} and the backend that runs them. Closes those that it has opened. */
final class LoadedModels implements AutoCloseable {
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Supplier<MapUnitProvider> maskTools = Suppliers.memoize(MapUnitProvider::installed);
    private final Optional<BackendProvider> provider;
    private final Optional<Backend> backend;
    /** The backend that runs the network; empty if the network is an object and only the segmenter needs a backend. */
    private final Optional<Backend> modelBackend;

    /** Empty if only the segmenter is loaded. */
    private final Optional<DeblurModel> model;

    private final Segmenter segmenter;

    /** The segmenter, with the backend that it runs on, if any. */
    private static final class SegmenterAlone implements Segmenter {
        private final Lifetime lifetime = new Lifetime("this segmenter");
        private final LoadedModels loaded;

        SegmenterAlone(LoadedModels loaded) {
            this.loaded = loaded;
        }

        @Override
        public MaskSet segment(Image image, Progress progress) {
            return lifetime.use(() -> loaded.segmenter().segment(image, progress));
        }

        @Override
        public void close() {
            lifetime.end(loaded::close);
        }
    }

    private LoadedModels(SamDeblurSettings settings, Optional<ModelChoice<DeblurModel>> modelChoice) {
        // The deblurring network determines the backend. Without one, the segmenter does.
        Optional<ModelSource> source = modelChoice.flatMap(ModelChoice::source).or(settings::segmenter);
        try {
            this.provider = source.map(found -> provider(
                    settings.backend(), found, settings.backendOptions().device()));
            this.backend = provider.map(found -> own(found.open(settings.backendOptions())));
            this.modelBackend = backend.filter(
                    open -> modelChoice.flatMap(ModelChoice::source).isPresent());
            this.model = modelChoice.map(
                    choice -> chosen(choice, (opened, from) -> opened.loadDeblurModel(from, settings.modelOptions())));
            this.segmenter = settings.segmenterChoice()
                    .map(choice ->
                            chosen(choice, (opened, from) -> opened.loadSegmenter(from, settings.automaticMasks())))
                    .orElseGet(this::defaultSegmenter);
        } catch (RuntimeException | Error e) {
            closeAfter(e);
            throw e;
        }
    }

    static LoadedModels load(SamDeblurSettings settings) {
        return new LoadedModels(settings, Optional.of(settings.modelChoice()));
    }

    /** Loads the segmenter without the deblurring network. */
    static Segmenter loadSegmenter(SamDeblurSettings settings) {
        return new SegmenterAlone(new LoadedModels(settings, Optional.empty()));
    }

    private static BackendProvider provider(Optional<String> backendName, ModelSource source, Device device) {
        Backends installed = Backends.installed();
        return backendName
                .map(name -> installed.select(name, source))
                .orElseGet(() -> installed.select(source, device));
    }

    private <T extends AutoCloseable> T chosen(ModelChoice<T> choice, BiFunction<Backend, ModelSource, T> loading) {
        return choice instanceof ModelChoice.FromSource<T> chosen
                ? own(load(chosen.from(), loading))
                : ((ModelChoice.Given<T>) choice).object();
    }

    private Segmenter defaultSegmenter() {
        return (image, progress) -> maskTools().defaultSegmenter().segment(image, progress);
    }

    private <T> T load(ModelSource source, BiFunction<Backend, ModelSource, T> loading) {
        Backend opened = backend.orElseThrow();
        Recorded<LoadEvent> recorded = Recorded.begin(LoadEvent::new);
        T loaded = loading.apply(opened, source);
        recorded.end(event -> {
            event.source = source.toString();
            event.backend = opened.name();
            event.device = opened.device().toString();
        });
        return loaded;
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private <T extends AutoCloseable> T own(T resource) {
        owned.push(resource);
        return resource;
    }

    DeblurModel model() {
        return model.orElseThrow();
    }

    Segmenter segmenter() {
        return segmenter;
    }

    MapUnitProvider maskTools() {
        return maskTools.get();
    }

    /**
     * The runtime and its version, as reported by the backend's provider; {@code custom} for a model passed as an
     * object.
     */
    String runtime() {
        return provider.filter(found -> modelBackend.isPresent())
                .map(found -> Backends.status(found).runtime())
                .orElse(backendName());
    }

    /**
     * How many networks can run at the same time without using more threads than there are processors. A model passed
     * as an object is not limited.
     */
    int concurrentNetworks(BackendOptions options) {
        if (modelBackend.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.max(1, processors / Math.min(options.threads().orElse(processors), processors));
    }

    String backendName() {
        return modelBackend.map(Backend::name).orElse("custom");
    }

    Device device() {
        return modelBackend.map(Backend::device).orElse(Device.cpu());
    }

    Precision precision() {
        return modelBackend.map(Backend::precision).orElse(Precision.FLOAT32);
    }

    Optional<String> deviceNote() {
        return modelBackend.flatMap(Backend::deviceNote);
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                failure = failure == null ? new BackendException("closing failed: " + e.getMessage(), e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
