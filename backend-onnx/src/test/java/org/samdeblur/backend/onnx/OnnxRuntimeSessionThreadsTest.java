package org.samdeblur.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphSession;

/** One session, many threads, many calls. */
class OnnxRuntimeSessionThreadsTest {
    private static final int THREADS = 8;

    private final OnnxRuntimeEngine engine =
            OnnxRuntimeEngine.open(new BackendOptions(Device.cpu(), OptionalInt.of(2)));
    private final ExecutorService executor = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        executor.shutdownNow();
        engine.close();
    }

    private static Tensor run(GraphSession session, Tensor image) {
        return session.run(Map.of("image", image)).get("sharp");
    }

    @Test
    void threadsGetTheSameResultsAsOneAfterAnother() throws Exception {
        try (GraphSession session = engine.load(Graphs.convolutions(), Map.of())) {
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
