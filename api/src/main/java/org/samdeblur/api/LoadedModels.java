package org.samdeblur.api;

import com.google.common.base.Suppliers;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.samdeblur.api.recording.LoadEvent;

/** The models of one {@link SamDeblur} with the backend that runs them, and what of these it owns. */
final class LoadedModels implements AutoCloseable {
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Supplier<MapUnitProvider> maskTools = Suppliers.memoize(MapUnitProvider::installed);
    private final Optional<BackendProvider> provider;
    private final Optional<Backend> backend;
    /** The one that runs the network; a segmenter may have a backend where the network has none. */
    private final Optional<Backend> modelBackend;

    private final DeblurModel model;
    private final Segmenter segmenter;

    /** The deblurring network asked for. */
    sealed interface ModelChoice {
        record Given(DeblurModel model) implements ModelChoice {}

        record FromSource(ModelSource source) implements ModelChoice {}
    }

    /** The segmenter asked for. */
    sealed interface SegmenterChoice {
        record Default() implements SegmenterChoice {}

        record Given(Segmenter segmenter) implements SegmenterChoice {}

        record FromSource(ModelSource source) implements SegmenterChoice {}
    }

    private LoadedModels(
            ModelChoice modelChoice,
            SegmenterChoice segmenterChoice,
            AutomaticMaskSettings automaticMasks,
            Optional<BackendProvider> provider,
            BackendOptions options,
            DeblurModelOptions modelOptions) {
        try {
            this.provider = provider;
            this.backend = provider.map(found -> own(found.open(options)));
            this.modelBackend = backend.filter(open -> modelChoice instanceof ModelChoice.FromSource);
            this.model = model(modelChoice, modelOptions);
            this.segmenter = segmenter(segmenterChoice, automaticMasks);
        } catch (RuntimeException | Error e) {
            closeAfter(e);
            throw e;
        }
    }

    static LoadedModels load(
            ModelChoice model,
            SegmenterChoice segmenter,
            AutomaticMaskSettings automaticMasks,
            Optional<String> backendName,
            BackendOptions options,
            DeblurModelOptions modelOptions) {
        Optional<BackendProvider> provider =
                sourceOf(model, segmenter).map(source -> provider(backendName, source, options.device()));
        return new LoadedModels(model, segmenter, automaticMasks, provider, options, modelOptions);
    }

    private static BackendProvider provider(Optional<String> backendName, ModelSource source, Device device) {
        Backends installed = Backends.installed();
        return backendName
                .map(name -> installed.select(name, source))
                .orElseGet(() -> installed.select(source, device));
    }

    /** The source that decides on the backend: the deblurring network's, else the segmenter's. */
    private static Optional<ModelSource> sourceOf(ModelChoice model, SegmenterChoice segmenter) {
        if (model instanceof ModelChoice.FromSource fromSource) {
            return Optional.of(fromSource.source());
        }
        return segmenter instanceof SegmenterChoice.FromSource fromSource
                ? Optional.of(fromSource.source())
                : Optional.empty();
    }

    private DeblurModel model(ModelChoice choice, DeblurModelOptions options) {
        return choice instanceof ModelChoice.FromSource fromSource
                ? own(load(fromSource.source(), opened -> opened.loadDeblurModel(fromSource.source(), options)))
                : ((ModelChoice.Given) choice).model();
    }

    private Segmenter segmenter(SegmenterChoice choice, AutomaticMaskSettings automaticMasks) {
        if (choice instanceof SegmenterChoice.FromSource fromSource) {
            return own(load(fromSource.source(), opened -> opened.loadSegmenter(fromSource.source(), automaticMasks)));
        }
        return choice instanceof SegmenterChoice.Given given
                ? given.segmenter()
                : (image, progress) -> maskTools().defaultSegmenter().segment(image, progress);
    }

    private <T> T load(ModelSource source, Function<Backend, T> loading) {
        Backend opened = backend.orElseThrow();
        LoadEvent event = new LoadEvent();
        event.begin();
        T loaded = loading.apply(opened);
        event.end();
        if (event.shouldCommit()) {
            event.source = source.toString();
            event.backend = opened.name();
            event.device = opened.device().toString();
            event.commit();
        }
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
        return model;
    }

    Segmenter segmenter() {
        return segmenter;
    }

    MapUnitProvider maskTools() {
        return maskTools.get();
    }

    /** The runtime and its version, as the backend's provider says them; the backend's name for a model passed as an object. */
    String runtime() {
        return provider.filter(found -> modelBackend.isPresent())
                .map(found -> Backends.status(found).runtime())
                .orElse(backendName());
    }

    /**
     * How many networks can run at the same time without taking more threads than there are processors; not limited for a model
     * of the caller's own.
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
