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
 * What the engines of all runtimes have in common: the device they were placed on, the number of threads, the precision, and that a
 * closed engine loads nothing. Sessions live on until they are closed themselves, and native libraries stay loaded.
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
     * Opens an engine. A note about its device is logged under the name of the engine's package, once per process. Without a number of
     * threads, and at most, there are as many as the JVM sees processors: that heeds a container's limits.
     *
     * @param placement where it runs
     * @param options says how many threads it may use, and what it computes in
     * @throws BackendException if the device does not have the precision
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
     * Returns where the engine runs.
     *
     * @return the placement
     */
    public final P placement() {
        return placement;
    }

    /**
     * Returns how many threads of the processor a session may use.
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
     * Loads a graph; the engine is open. See {@link GraphEngine#load}.
     *
     * @param graph the graph
     * @param axes sizes for axes that the graph names but does not fix
     * @return the loaded graph, owned by the caller
     */
    protected abstract S start(Graph graph, Map<String, Integer> axes);

    /** Refuses further graphs. */
    @Override
    public final void close() {
        closed.set(true);
    }
}
