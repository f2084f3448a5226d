package org.samdeblur.backend.openvino;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.EngineContract;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Value.Axis;

@NeedsOpenVino
class OpenVinoEngineTest extends EngineContract {
    @Override
    protected GraphEngine open(int threads) {
        return OpenVinoEngine.open(
                BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(threads));
    }

    @Test
    void runsAlikeWriteIntoTheSameMemory() {
        FloatBuffer memory = floats(3 * 20 * 30);
        try (GraphSession session = engine().load(Graphs.convolutions(), Map.of())) {
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
            try (GraphSession session = engine().load(Graphs.convolutions(), Map.of())) {
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

    private static FloatBuffer floats(int values) {
        return ByteBuffer.allocateDirect(values * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Test
    void axesGivenAtLoadingAreTheOnlySizeTaken() {
        try (GraphSession session = engine().load(Graphs.convolutions(), Map.of("height", 20, "width", 30))) {
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
        try (GraphSession session = engine().load(Graphs.halving(Graphs.HEIGHT, Graphs.WIDTH), Map.of())) {
            assertEquals(expected, run(session, Graphs.image(12, 18)));
            assertEquals(expected, run(session, Graphs.image(12, 18)));
        }
    }

    @Test
    void sizesMayChangeFromRunToRun() {
        try (GraphSession session = engine().load(Graphs.convolutions(), Map.of())) {
            for (int round = 0; round < 2; round++) {
                for (int size = 8; size < 16; size++) {
                    Tensor image = Graphs.image(size, 2 * size);

                    Golden.assertClose(runOnce(Graphs.convolutions(), image), run(session, image), 1e-6f);
                }
            }
        }
    }

    @Test
    void largeImagesOfTwoSizesFromManyThreadsComeOutAsOneByOne() throws Exception {
        List<Tensor> images = List.of(Graphs.image(300, 300), Graphs.image(320, 290));
        try (GraphSession session = engine().load(Graphs.convolutions(), Map.of())) {
            List<Tensor> expected =
                    images.stream().map(image -> run(session, image)).toList();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<Tensor>> made = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    Tensor image = images.get(i % 2);
                    made.add(threads.submit(() -> run(session, image)));
                }
                for (int i = 0; i < made.size(); i++) {
                    assertEquals(expected.get(i % 2), made.get(i).get());
                }
            } finally {
                threads.shutdown();
            }
        }
    }

    @Test
    void smallAndLargeImagesTakeTurns() {
        Tensor small = Graphs.image(20, 30);
        Tensor large = Graphs.image(300, 310);
        Tensor expected = runOnce(Graphs.convolutions(), small);
        try (GraphSession session = engine().load(Graphs.convolutions(), Map.of())) {
            Tensor first = run(session, large);

            Golden.assertClose(expected, run(session, small), 1e-6f);
            assertEquals(first, run(session, large));
        }
    }

    @Test
    void compiledNetworksAreKeptInTheFolderThatIsNamed(@TempDir Path folder) throws IOException {
        Tensor image = Graphs.image(20, 30);
        Tensor expected = runOnce(Graphs.convolutions(), image);
        System.setProperty(Placement.CACHE, folder.toString());
        try {
            Golden.assertClose(expected, runOnce(Graphs.convolutions(), image), 1e-6f);
            List<Path> kept = files(folder);
            Golden.assertClose(expected, runOnce(Graphs.convolutions(), image), 1e-6f);

            assertFalse(kept.isEmpty());
            assertEquals(kept, files(folder));
        } finally {
            System.clearProperty(Placement.CACHE);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aGraphWithAnUnknownOperatorIsRefusedOnOneLine() {
        Graph graph = unary("Sharpen", ElementType.FLOAT);
        assertOneLine(
                assertThrows(InvalidModelException.class, () -> engine().load(graph, Map.of())), "'unary'", "Sharpen");
    }
}
