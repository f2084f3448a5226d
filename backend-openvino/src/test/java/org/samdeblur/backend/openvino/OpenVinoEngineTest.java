package org.samdeblur.backend.openvino;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.EngineContract;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;

@NeedsOpenVino
class OpenVinoEngineTest extends EngineContract {
    @Override
    protected GraphEngine open(int threads) {
        return OpenVinoEngine.open(
                BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(threads));
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
}
