package org.samdeblur.networks;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.Backend;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Precision;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.engine.ImageNetwork;
import org.samdeblur.networks.engine.ImageNetworkModel;
import org.samdeblur.networks.engine.InputProbe;
import org.samdeblur.networks.engine.ModelLoader;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;
import org.samdeblur.networks.models.Models;
import org.samdeblur.networks.options.ModelOption;
import org.samdeblur.networks.sam.SamSegmenter;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamNetworks;

/**
 * A backend that runs networks as graphs on an engine, which a runtime provides. Owns the engine. Safe for use by
 * multiple threads.
 *
 * @since 0.1.0
 */
public final class NetworkBackend implements Backend {
    private final String name;
    private final GraphEngine engine;
    private final List<ModelLoader> loaders;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates a backend.
     *
     * @param name the provider's name
     * @param engine the engine; closed with the backend
     */
    public NetworkBackend(String name, GraphEngine engine) {
        this(name, engine, List.of());
    }

    /**
     * Creates a backend whose runtime has its own file formats.
     *
     * @param name the provider's name
     * @param engine the engine; closed with the backend
     * @param loaders the loaders of the runtime's own formats; other files are read as checkpoints or graphs
     */
    public NetworkBackend(String name, GraphEngine engine, List<ModelLoader> loaders) {
        this.name = name;
        this.engine = engine;
        this.loaders = List.copyOf(loaders);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Device device() {
        return engine.device();
    }

    @Override
    public Optional<String> deviceNote() {
        return engine.deviceNote();
    }

    @Override
    public Precision precision() {
        return engine.precision();
    }

    @Override
    public DeblurModel loadDeblurModel(ModelSource source, DeblurModelOptions options) {
        requireOpen();
        ModelSource local = Models.ofUser().local(source);
        if (local instanceof ModelSource.File file) {
            Optional<ModelLoader> loader = loaderOf(file.path());
            if (loader.isPresent()) {
                return load(loader.get(), file.path(), options);
            }
        }
        DeblurNetwork network = DeblurNetworks.load(local, options);
        try {
            return run(inForm(options.graphForm(), network));
        } catch (InvalidModelException e) {
            throw new InvalidModelException(source + ": " + e.getMessage(), e);
        }
    }

    private static DeblurModel load(ModelLoader loader, Path path, DeblurModelOptions options) {
        ModelOption.requireApplicable(
                path,
                loader.format().description(),
                EnumSet.of(ModelOption.LOCAL_POOLS, ModelOption.VALUE_RANGE),
                options);
        return loader.load(path, options);
    }

    private Optional<ModelLoader> loaderOf(Path path) {
        return loaders.stream()
                .filter(loader -> loader.format().recognises(path))
                .findFirst();
    }

    private DeblurModel run(DeblurNetwork network) {
        MemoryLimit limit = MemoryLimit.of(network);
        limit.requireLoadable(network.info());
        GraphSession session = engine.load(network.graph(), Map.of());
        ImageNetwork loaded = new GraphNetwork(session, network.input(), network.output(), limit);
        try {
            ModelInfo info = network.isSizeMultipleCertain()
                    ? network.info()
                    : network.withSizeMultiple(triedMultiple(network, loaded)).info();
            return new ImageNetworkModel(info, network.guidance(), loaded);
        } catch (RuntimeException e) {
            loaded.close();
            throw e;
        }
    }

    private static int triedMultiple(DeblurNetwork network, ImageNetwork loaded) {
        return new InputProbe(loaded).sizeMultiple(network.info().inputChannels());
    }

    private DeblurNetwork inForm(GraphForm form, DeblurNetwork network) {
        return switch (form) {
            case PLAIN -> network;
            case REWRITTEN -> network.withGraph(GraphRewriter.rewrite(network.graph(), engine.channelNormForm()));
        };
    }

    @Override
    public SamSegmenter loadSegmenter(ModelSource source, AutomaticMaskSettings settings) {
        requireOpen();
        SamNetwork network = SamNetworks.load(source);
        try {
            return SamSegmenter.load(engine, network, settings);
        } catch (InvalidModelException e) {
            throw new InvalidModelException(source + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns the engine, to run other graphs.
     *
     * @return the engine; closed with the backend
     */
    public GraphEngine engine() {
        return engine;
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("backend '" + name + "' is closed");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            engine.close();
        }
    }
}
