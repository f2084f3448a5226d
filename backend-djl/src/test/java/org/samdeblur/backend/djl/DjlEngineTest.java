package org.samdeblur.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

class DjlEngineTest {
    private static final int THREADS = 8;

    private final DjlEngine engine = DjlEngine.open(new BackendOptions(Device.cpu(), OptionalInt.of(2)));
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        executor.shutdownNow();
        engine.close();
    }

    private static Tensor run(GraphSession session, Tensor image) {
        return session.run(Map.of("image", image)).values().iterator().next();
    }

    private Tensor runOnce(Graph graph, Tensor image) {
        try (GraphSession session = engine.load(graph, Map.of())) {
            return run(session, image);
        }
    }

    @Test
    void theEmbeddedModelGivesWhatOnnxRuntimeGives() throws OrtException {
        Graph plain = DeblurNetworks.load(ModelSource.embedded(), DeblurModelOptions.DEFAULT)
                .graph();
        int channels = plain.inputs().get(0).shape().get(1).size().orElseThrow();
        Tensor image = Graphs.random(3, 1, channels, 64, 96);
        String input = plain.inputs().get(0).name();
        String output = plain.outputs().get(0).name();
        for (Graph graph : List.of(plain, GraphRewriter.rewrite(plain))) {
            Tensor expected = Reference.run(graph, Map.of(input, image)).get(output);
            Golden.assertClose(expected, runOnceNamed(graph, input, image), 1e-4f);
        }
    }

    private Tensor runOnceNamed(Graph graph, String input, Tensor image) {
        try (GraphSession session = engine.load(graph, Map.of())) {
            return session.run(Map.of(input, image)).values().iterator().next();
        }
    }

    @Test
    void axesGivenAtLoadingAreTheOnlySizeTaken() {
        try (GraphSession session = engine.load(Graphs.convolutions(), Map.of("height", 20, "width", 30))) {
            assertEquals(runOnce(Graphs.convolutions(), Graphs.image(20, 30)), run(session, Graphs.image(20, 30)));
            assertThrows(BackendException.class, () -> run(session, Graphs.image(30, 20)));
        }
    }

    @Test
    void whatAGraphClaimsOfItsOutputDoesNotMatter() {
        Tensor expected = runOnce(Graphs.halving(Axis.any("h2"), Axis.any("w2")), Graphs.image(12, 18));
        assertArrayEquals(new int[] {1, 3, 6, 9}, expected.shape());
        assertEquals(expected, runOnce(Graphs.halving(Graphs.HEIGHT, Graphs.WIDTH), Graphs.image(12, 18)));
    }

    @Test
    void anInputOrConstantMayBeAnOutput() {
        GraphBuilder g = new GraphBuilder("through");
        String image = g.input("image", Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        g.output("same", g.identity(image), Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        Tensor given = Graphs.image(4, 5);
        try (DjlSession session = engine.load(g.build(), Map.of())) {
            int arrays = session.arrays();
            assertEquals(given, run(session, given));
            assertEquals(given, run(session, given));
            assertEquals(arrays, session.arrays());
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

    private interface Move {
        ByteBuffer apply(ByteBuffer data);
    }

    private static Graph withConstants(Graph graph, Move move) {
        Map<String, Constant> constants = new LinkedHashMap<>();
        graph.constants()
                .forEach((name, constant) -> constants.put(
                        name, new Constant(constant.type(), constant.shape(), move.apply(constant.data()))));
        return graph.withBody(graph.nodes(), constants);
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheResult() {
        Tensor two = runOnce(Graphs.convolutions(), Graphs.image(64, 64));
        for (int threads : new int[] {1, 3}) {
            DjlEngine other = DjlEngine.open(new BackendOptions(Device.cpu(), OptionalInt.of(threads)));
            try (other;
                    GraphSession session = other.load(Graphs.convolutions(), Map.of())) {
                Golden.assertClose(two, run(session, Graphs.image(64, 64)), 1e-6f);
            }
        }
    }

    @Test
    void aGraphThatTakesNoFloatsIsRefused() {
        List<Axis> axes = List.of(Axis.any("n"));
        Graph graph = new Graph(
                "unary",
                17,
                List.of(new Value("x", ElementType.INT64, axes)),
                List.of(new Value("y", ElementType.INT64, axes)),
                List.of(new Node("it", "Identity", List.of("x"), List.of("y"), Map.of())),
                Map.of(),
                Map.of());
        assertOneLine(assertThrows(InvalidModelException.class, () -> engine.load(graph, Map.of())), "'x'", "INT64");
    }

    @Test
    void inputsThatDoNotFitAreRefusedOnOneLine() {
        try (DjlSession session = engine.load(Graphs.convolutions(), Map.of())) {
            int arrays = session.arrays();
            Tensor five = Graphs.random(1, 1, 5, 16, 16);
            assertOneLine(assertThrows(BackendException.class, () -> run(session, five)), "image[1, 5, 16, 16]");
            Tensor flat = Graphs.random(1, 3, 16, 16);
            assertOneLine(assertThrows(BackendException.class, () -> run(session, flat)), "image[3, 16, 16]");
            Map<String, Tensor> misnamed = Map.of("picture", Graphs.image(16, 16));
            assertOneLine(assertThrows(BackendException.class, () -> session.run(misnamed)), "picture");
            assertOneLine(assertThrows(BackendException.class, () -> session.run(Map.of())), "convolutions");
            assertEquals(arrays, session.arrays());
        }
    }

    @Test
    void aNodeThatFailsIsNamedAndLeavesNothingBehind() {
        GraphBuilder g = new GraphBuilder("mismatch");
        String image = g.input("image", Graphs.ONE, Graphs.THREE, Graphs.HEIGHT, Graphs.WIDTH);
        String twice = g.add(image, image);
        String wrong = g.under("late").reshape(g.relu(twice), 7, 11);
        g.output("out", wrong, Axis.fixed(7), Axis.fixed(11));
        try (DjlSession session = engine.load(g.build(), Map.of())) {
            int arrays = session.arrays();
            Tensor given = Graphs.image(4, 5);
            assertOneLine(assertThrows(BackendException.class, () -> run(session, given)), "(Reshape)", "[7, 11]");
            assertEquals(arrays, session.arrays());
        }
    }

    private static void assertOneLine(RuntimeException e, String... parts) {
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
        try (DjlSession session = engine.load(Graphs.convolutions(), Map.of())) {
            int arrays = session.arrays();
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
            assertEquals(arrays, session.arrays());
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
    void memoryDoesNotGrowWithTheNumberOfCalls() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from /proc");
        Tensor image = Graphs.image(256, 256);
        try (DjlSession session = engine.load(Graphs.convolutions(), Map.of())) {
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
