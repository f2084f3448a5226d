package org.samdeblur.networks.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceLockTest {
    @TempDir
    Path folder;

    @Test
    void oneThreadFillsAPlaceAtATime() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> all = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> PlaceLock.holding(folder.resolve("net.pth"), () -> {
                        int others = inside.getAndIncrement();
                        Thread.onSpinWait();
                        inside.decrementAndGet();
                        return others;
                    })))
                    .toList();
            for (Future<Integer> one : all) {
                assertEquals(0, one.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void waitsForWhoeverHasTheLockFile() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (FileChannel other = FileChannel.open(
                folder.resolve(".net.pth.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = other.lock();
            Future<String> waiting = thread.submit(() -> PlaceLock.holding(folder.resolve("net.pth"), () -> "filled"));
            assertThrows(TimeoutException.class, () -> waiting.get(300, TimeUnit.MILLISECONDS));

            lock.release();

            assertEquals("filled", waiting.get());
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void placeIsFreeAfterAFailure() throws Exception {
        Path place = folder.resolve("net.pth");
        assertThrows(
                IOException.class,
                () -> PlaceLock.holding(place, () -> {
                    throw new IOException("full");
                }));

        assertEquals(1, PlaceLock.holding(place, () -> 1));
    }
}
