package org.samdeblur.networks.engine;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Precision;
import org.samdeblur.networks.graph.Graph;

/**
 * Base class of the engines: device, number of threads and precision. A closed engine loads no more graphs. Its
 * sessions stay usable until they are closed, and native libraries stay loaded.
 *
 * @param <P> the runtime's placement
 * @param <S> the runtime's session
 * @since 0.1.0
 */
public abstract class PlacedEngine<P extends EnginePlacement, S extends GraphSession> implements GraphEngine {
    private final P placement;
    private final int threads;
    private final Precision precision;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Opens an engine. A note about its device is logged under the name of the engine's package, once per process. The
     * default and maximum number of threads is the number of processors available to the JVM, which respects a
     * container's limits.
     *
     * @param placement the device
     * @param options the number of threads and the precision
     * @throws BackendException if the device does not support the precision
     */
    protected PlacedEngine(P placement, BackendOptions options) {
        this.placement = placement;
        this.threads = ProcessorThreads.of(options);
        this.precision = precision(options.precision(), placement);
        DeviceNotes.log(System.getLogger(getClass().getPackageName()), placement.note());
    }

    private static Precision precision(Precision wanted, EnginePlacement placement) {
        List<Precision> available = placement.precisions();
        if (wanted == Precision.AUTO) {
            return available.get(0);
        }
        if (!available.contains(wanted)) {
            throw new BackendException("precision " + wanted + " is not available on " + placement.device()
                    + " with this backend; use "
                    + available.stream().map(Precision::toString).collect(joining(" or ")) + ", or auto");
        }
        return wanted;
    }

    /**
     * Returns the engine's placement.
     *
     * @return the placement
     */
    public final P placement() {
        return placement;
    }

    /**
     * Returns the number of CPU threads that a session may use.
     *
     * @return 1 or more
     */
    public final int threads() {
        return threads;
    }

    @Override
    public final Device device() {
        return placement.device();
    }

    @Override
    public final Optional<String> deviceNote() {
        return placement.note();
    }

    @Override
    public final Precision precision() {
        return precision;
    }

    @Override
    public final S load(Graph graph, Map<String, Integer> axes) {
        if (closed.get()) {
            throw new IllegalStateException("the engine on " + device() + " is closed");
        }
        return start(graph, axes);
    }

    /**
     * Loads a graph, as {@link GraphEngine#load} describes. Not called after {@link #close}.
     *
     * @param graph the graph
     * @param axes sizes of axes that the graph names but does not fix
     * @return the loaded graph, owned by the caller
     */
    protected abstract S start(Graph graph, Map<String, Integer> axes);

    /** Ends loading: further calls of {@link #load} fail. */
    @Override
    public final void close() {
        closed.set(true);
    }
}
