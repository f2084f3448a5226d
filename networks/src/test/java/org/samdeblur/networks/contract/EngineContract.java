package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * What every engine has to show: its sessions compute the same wherever weights and inputs lie and however many threads ask, refuse
 * what does not fit in one line, and keep no memory. An engine's test extends this class.
 */
public abstract class EngineContract {
    private static final int THREADS = 8;

    private GraphEngine engine;
    private ExecutorService executor;

    /** For subclasses. */
    protected EngineContract() {}

    /**
     * Opens an engine on the processor.
     *
     * @param threads the threads it may use
     * @return the engine
     */
    protected abstract GraphEngine open(int threads);

    /**
     * Counts what a session holds of the runtime's memory.
     *
     * @param session a session of this engine
     * @return the number of arrays, 0 where the runtime does not tell
     */
    protected int nativeArrays(GraphSession session) {
        return 0;
    }

    /**
     * Returns the engine of this test.
     *
     * @return an engine of two threads, closed by this class
     */
    protected final GraphEngine engine() {
        return engine;
    }

    @BeforeEach
    void openEngine() {
        engine = open(2);
        executor = Executors.newFixedThreadPool(THREADS);
    }

    @Test
    void anInterruptedThreadIsCancelledAndStaysInterrupted() {
        try (GraphSession session = engine.load(Graphs.convolutions(), Map.of())) {
            Thread.currentThread().interrupt();

            assertThrows(CancelledException.class, () -> run(session, Graphs.image(20, 30)));
            assertTrue(Thread.interrupted());

            run(session, Graphs.image(20, 30));
        }
    }

    @AfterEach
    void closeEngine() {
        executor.shutdownNow();
        engine.close();
    }

    /**
     * Runs a graph that has one input, the image, and one output.
     *
     * @param session the graph
     * @param image the image
     * @return the output
     */
    protected static Tensor run(GraphSession session, Tensor image) {
        Map<String, Tensor> outputs = session.run(Map.of("image", image));
        assertEquals(1, outputs.size());
        return outputs.values().iterator().next();
    }

    /**
     * Loads such a graph and runs it once.
     *
     * @param graph the graph
     * @param image the image
     * @return the output
     */
    protected final Tensor runOnce(Graph graph, Tensor image) {
        try (GraphSession session = engine.load(graph, Map.of())) {
            return run(session, image);
        }
    }

    @Test
    void aViewOfATensorIsReadFromWhereItBegins() {
        Tensor two = Graphs.random(5, 2, 3, 16, 16);
        Tensor second = Tensor.of(two.slice(1, 2).toArray(), 1, 3, 16, 16);
        assertEquals(runOnce(Graphs.convolutions(), second), runOnce(Graphs.convolutions(), two.slice(1, 2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void weightsMayLieAtAnyAddress(int offset) {
        Graph graph = Graphs.convolutions();
        Graph moved = withConstants(graph, data -> {
            ByteBuffer bytes = ByteBuffer.allocateDirect(data.remaining() + offset);
            bytes.position(offset);
            return bytes.slice().put(data).flip();
        });
        assertEquals(runOnce(graph, Graphs.image(24, 24)), runOnce(moved, Graphs.image(24, 24)));
    }

    @Test
    void weightsMayLieOnTheHeap() {
        Graph graph = Graphs.convolutions();
        Graph moved = withConstants(
                graph, data -> ByteBuffer.allocate(data.remaining()).put(data).flip());
        assertEquals(runOnce(graph, Graphs.image(24, 24)), runOnce(moved, Graphs.image(24, 24)));
    }

    /** Puts a weight somewhere else. */
    protected interface Move {
        /**
         * Copies a weight.
         *
         * @param data the weight
         * @return the same values elsewhere
         */
        ByteBuffer apply(ByteBuffer data);
    }

    /**
     * Moves the weights of a graph.
     *
     * @param graph the graph
     * @param move puts each somewhere else
     * @return the same graph over the moved weights
     */
    protected static Graph withConstants(Graph graph, Move move) {
        Map<String, Constant> constants = new LinkedHashMap<>();
        graph.constants()
                .forEach((name, constant) -> constants.put(
                        name, new Constant(constant.type(), constant.shape(), move.apply(constant.data()))));
        return graph.withBody(graph.nodes(), constants);
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheResult() {
        Tensor two = runOnce(Graphs.convolutions(), Graphs.image(64, 64));
        // some kernels add up in another order with more threads, which changes the last bits of the largest values
        float largest = 1;
        for (float value : two.toArray()) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int threads : new int[] {1, 3}) {
            GraphEngine other = open(threads);
            try (other;
                    GraphSession session = other.load(Graphs.convolutions(), Map.of())) {
                Golden.assertClose(two, run(session, Graphs.image(64, 64)), 1e-6f * largest);
            }
        }
    }

    @Test
    void aGraphThatTakesNoFloatsIsRefused() {
        Graph graph = unary("Identity", ElementType.INT64);
        assertOneLine(assertThrows(InvalidModelException.class, () -> engine.load(graph, Map.of())), "'x'", "INT64");
    }

    /**
     * Makes a graph of one node.
     *
     * @param operator its operator
     * @param type the type it takes and makes
     * @return the graph
     */
    protected static Graph unary(String operator, ElementType type) {
        List<Axis> axes = List.of(Axis.any("n"));
        return new Graph(
                "unary",
                17,
                List.of(new Value("x", type, axes)),
                List.of(new Value("y", type, axes)),
                List.of(new Node("it", operator, List.of("x"), List.of("y"), Map.of())),
                Map.of(),
                Map.of());
    }

    @Test
    void inputsThatDoNotFitAreRefusedOnOneLine() {
        try (GraphSession session = engine.load(Graphs.convolutions(), Map.of())) {
            int arrays = nativeArrays(session);
            Tensor five = Graphs.random(1, 1, 5, 16, 16);
            assertOneLine(assertThrows(BackendException.class, () -> run(session, five)), "image[1, 5, 16, 16]");
            Tensor flat = Graphs.random(1, 3, 16, 16);
            assertOneLine(assertThrows(BackendException.class, () -> run(session, flat)), "image[3, 16, 16]");
            Map<String, Tensor> misnamed = Map.of("picture", Graphs.image(16, 16));
            assertOneLine(assertThrows(BackendException.class, () -> session.run(misnamed)), "picture");
            assertOneLine(assertThrows(BackendException.class, () -> session.run(Map.of())), "convolutions");
            assertEquals(arrays, nativeArrays(session));
            assertArrayEquals(
                    new int[] {1, 3, 16, 16}, run(session, Graphs.image(16, 16)).shape());
        }
    }

    /**
     * Fails unless a message is one line and has all parts in it.
     *
     * @param e what has the message
     * @param parts what it has to say
     */
    protected static void assertOneLine(RuntimeException e, String... parts) {
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    @Test
    void aClosedSessionRefusesToRun() {
        GraphSession session = engine.load(Graphs.convolutions(), Map.of());
        session.close();
        session.close();
        assertThrows(IllegalStateException.class, () -> run(session, Graphs.image(8, 8)));
    }

    @Test
    void aClosedEngineRefusesToLoad() {
        engine.close();
        engine.close();
        assertThrows(IllegalStateException.class, () -> engine.load(Graphs.convolutions(), Map.of()));
    }

    @Test
    void threadsGetTheSameResultsAsOneAfterAnother() throws Exception {
        try (GraphSession session = engine.load(Graphs.convolutions(), Map.of())) {
            int arrays = nativeArrays(session);
            List<Future<Tensor>> results = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int size = 16 + i % THREADS;
                results.add(executor.submit(() -> run(session, Graphs.image(size, size))));
            }
            for (int i = 0; i < results.size(); i++) {
                int size = 16 + i % THREADS;
                assertEquals(
                        run(session, Graphs.image(size, size)), results.get(i).get());
            }
            assertEquals(arrays, nativeArrays(session));
        }
    }

    @Test
    void closingWaitsForRunsUnderWayAndEndsAllOthers() throws Exception {
        GraphSession session = engine.load(Graphs.convolutions(), Map.of());
        Tensor image = Graphs.image(128, 128);
        Tensor expected = run(session, image);
        CountDownLatch running = new CountDownLatch(THREADS);
        List<Future<?>> loops = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            loops.add(executor.submit(() -> {
                while (true) {
                    assertEquals(expected, run(session, image));
                    running.countDown();
                }
            }));
        }
        running.await();
        session.close();
        for (Future<?> loop : loops) {
            assertEquals(
                    IllegalStateException.class,
                    assertThrows(ExecutionException.class, loop::get).getCause().getClass());
        }
    }

    @Test
    void runsAlikeWriteIntoTheSameMemory() {
        FloatBuffer memory = floats(3 * 20 * 30);
        try (GraphSession session = engine.load(Graphs.convolutions(), Map.of())) {
            for (long seed = 1; seed <= 3; seed++) {
                Tensor image = Graphs.random(seed, 1, 3, 20, 30);

                session.run(Map.of("image", image), Map.of("sharp", memory));

                assertEquals(0, memory.position());
                assertEquals(run(session, image), Tensor.wrap(memory, 1, 3, 20, 30));
            }
        }
    }

    @Test
    void anInterruptEndsARunUnderWay() throws InterruptedException, ExecutionException {
        FutureTask<Integer> runs = new FutureTask<>(() -> {
            try (GraphSession session = engine.load(Graphs.convolutions(), Map.of())) {
                Tensor image = Graphs.image(500, 600);
                for (int done = 0; true; done++) {
                    try {
                        run(session, image);
                    } catch (CancelledException e) {
                        assertTrue(Thread.currentThread().isInterrupted());
                        return done;
                    }
                }
            }
        });
        Thread worker = new Thread(runs);
        worker.start();
        Thread.sleep(100);

        worker.interrupt();

        assertTrue(runs.get() >= 0);
    }

    @Test
    void axesGivenAtLoadingAreTheOnlySizeTaken() {
        try (GraphSession session = engine.load(Graphs.convolutions(), Map.of("height", 20, "width", 30))) {
            Golden.assertClose(
                    runOnce(Graphs.convolutions(), Graphs.image(20, 30)), run(session, Graphs.image(20, 30)), 1e-6f);
            assertThrows(BackendException.class, () -> run(session, Graphs.image(30, 20)));
        }
    }

    @Test
    void outputsOfUnknownSizeComeOutRight() {
        Tensor named = runOnce(Graphs.halving(Axis.any("h2"), Axis.any("w2")), Graphs.image(12, 18));
        Tensor unnamed = runOnce(Graphs.halving(Axis.any(""), Axis.any("")), Graphs.image(12, 18));
        assertArrayEquals(new int[] {1, 3, 6, 9}, named.shape());
        assertEquals(named, unnamed);
    }

    @Test
    void aGraphThatClaimsAWrongOutputSizeRunsAllTheSame() {
        Tensor expected = runOnce(Graphs.halving(Axis.any("h2"), Axis.any("w2")), Graphs.image(12, 18));
        try (GraphSession session = engine.load(Graphs.halving(Graphs.HEIGHT, Graphs.WIDTH), Map.of())) {
            assertEquals(expected, run(session, Graphs.image(12, 18)));
            assertEquals(expected, run(session, Graphs.image(12, 18)));
        }
    }

    @Test
    void aGraphWithAnUnknownOperatorIsRefusedOnOneLine() {
        Graph graph = unary("Sharpen", ElementType.FLOAT);
        assertOneLine(assertThrows(InvalidModelException.class, () -> engine.load(graph, Map.of())), "Sharpen");
    }

    /**
     * Takes memory that a session may write to.
     *
     * @param values how many floats
     * @return the memory
     */
    protected static FloatBuffer floats(int values) {
        return ByteBuffer.allocateDirect(values * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Test
    void memoryDoesNotGrowWithTheNumberOfCalls() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from /proc");
        Tensor image = Graphs.image(256, 256);
        try (GraphSession session = engine.load(Graphs.convolutions(), Map.of())) {
            runOften(session, image);
            long before = residentMegabytes();
            runOften(session, image);
            long after = residentMegabytes();
            // every call hands out 0.75 MB: were it or as much of anything else kept, 300 MB would be missing
            assertTrue(after - before < 100, "resident memory grew from " + before + " to " + after + " MB");
        }
    }

    private static void runOften(GraphSession session, Tensor image) {
        for (int i = 0; i < 400; i++) {
            run(session, image);
            if (i % 50 == 49) {
                System.gc(); // lets go of the direct buffers behind the results
            }
        }
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }
}
