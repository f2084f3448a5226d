package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchTest {
    @TempDir
    Path folder;

    private static <T> List<T> inputs(Stream<? extends BatchItem<T, ?>> items) {
        return items.<T>map(BatchItem::input).toList();
    }

    @Property(tries = 30)
    void resultsComeInTheOrderOfTheInputs(
            @ForAll @IntRange(max = 40) int count, @ForAll @IntRange(min = 1, max = 8) int workers) {
        List<Integer> numbers = IntStream.range(0, count).boxed().toList();

        List<BatchItem<Integer, Integer>> items;
        try (Stream<BatchItem<Integer, Integer>> results =
                Batch.ofWorkers(workers).run(numbers, number -> -number)) {
            items = results.toList();
        }

        assertEquals(numbers, inputs(items.stream()));
        for (int i = 0; i < count; i++) {
            assertEquals(i, items.get(i).index());
            assertEquals(-i, items.get(i).result());
        }
    }

    @Test
    void theGivenNumberOfWorkersWorkAtTheSameTime() {
        CyclicBarrier together = new CyclicBarrier(3);
        try (Stream<BatchItem<Integer, Integer>> results =
                Batch.ofWorkers(3).run(List.of(1, 2, 3), number -> together.await())) {
            results.forEach(BatchItem::result); // without three workers, none would get on
        }
    }

    @Test
    void aFailureIsAResultAndStopsNothing() {
        IOException failure = new IOException("no such image");
        List<BatchItem<Integer, String>> items;
        try (Stream<BatchItem<Integer, String>> results = Batch.ofWorkers(2).run(List.of(1, 2, 3), number -> {
            if (number == 2) {
                throw failure;
            }
            return "done";
        })) {
            items = results.toList();
        }

        assertEquals("done", items.get(0).result());
        assertSame(failure, items.get(1).failure().orElseThrow());
        SamDeblurException thrown =
                assertThrows(SamDeblurException.class, () -> items.get(1).result());
        assertEquals("2 failed: no such image", thrown.getMessage());
        assertSame(failure, thrown.getCause());
        assertEquals("done", items.get(2).result());
    }

    @Test
    void tooLittleMemoryForAnImageIsThatImagesFailure() {
        try (Stream<BatchItem<Integer, String>> results = Batch.ofWorkers(1).run(List.of(1, 2), number -> {
            if (number == 1) {
                throw new OutOfMemoryError("Java heap space");
            }
            return "done";
        })) {
            List<BatchItem<Integer, String>> items = results.toList();
            assertTrue(items.get(0).failure().orElseThrow() instanceof SamDeblurException);
            assertEquals("done", items.get(1).result());
        }
    }

    @Test
    void anErrorEndsTheBatch() {
        try (Stream<BatchItem<Integer, String>> results = Batch.ofWorkers(1).run(List.of(1), number -> {
            throw new AssertionError("a fault of the program");
        })) {
            assertThrows(AssertionError.class, results::toList);
        }
    }

    @Test
    void noMoreInputsAreTakenThanTwiceTheWorkers() {
        AtomicInteger taken = new AtomicInteger();
        Iterable<Integer> endless = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                return taken.getAndIncrement();
            }
        };
        try (Stream<BatchItem<Integer, Integer>> results = Batch.ofWorkers(3).run(endless, number -> number)) {
            Iterator<BatchItem<Integer, Integer>> items = results.iterator();
            assertEquals(0, taken.get());
            for (int delivered = 1; delivered <= 20; delivered++) {
                items.next();
                assertTrue(taken.get() < delivered + 6, taken + " taken, " + delivered + " delivered");
            }
        }
    }

    @Test
    void closingInterruptsTheWorkAndWaitsForItsEnd() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Stream<BatchItem<Integer, Integer>> results = Batch.ofWorkers(2).run(List.of(1, 2), number -> {
            if (number == 1) {
                return number;
            }
            begun.countDown();
            try {
                Thread.sleep(TimeUnit.DAYS.toMillis(1));
                return number;
            } finally {
                ended.set(true);
            }
        });
        assertEquals(1, results.iterator().next().result());
        begun.await();

        results.close();

        assertTrue(ended.get());
    }

    @Test
    void interruptingTheConsumerCancelsTheBatch() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread consumer = new Thread(() -> {
            try (Stream<BatchItem<Integer, Integer>> results = Batch.ofWorkers(1)
                    .run(List.of(1), number -> {
                        begun.countDown();
                        try {
                            Thread.sleep(TimeUnit.DAYS.toMillis(1));
                            return number;
                        } finally {
                            ended.set(true);
                        }
                    })) {
                results.forEach(item -> {});
            } catch (CancelledException e) {
                cancelled.set(Thread.currentThread().isInterrupted());
            }
        });
        consumer.start();
        begun.await();

        consumer.interrupt();
        consumer.join();

        assertTrue(ended.get());
        assertTrue(cancelled.get());
    }

    @Test
    void aStreamOfInputsIsClosedWithTheResults() {
        AtomicBoolean closed = new AtomicBoolean();
        Stream<Integer> inputs = Stream.of(1, 2).onClose(() -> closed.set(true));
        try (Stream<BatchItem<Integer, Integer>> results = Batch.ofWorkers(1).run(inputs, number -> number)) {
            assertEquals(2, results.count());
            assertFalse(closed.get());
        }
        assertTrue(closed.get());
    }

    @Test
    void filesAreReadAndDeblurredAndBadOnesReported() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Path file = folder.resolve(i + ".png");
            Pictures.smooth(8 + i, 9).write(file);
            files.add(file);
        }
        Files.writeString(files.get(2), "no image");

        try (SamDeblur deblur = StubModel.identity().open();
                Stream<BatchItem<Path, DeblurResult>> results = deblur.deblurFiles(files, Batch.ofWorkers(2))) {
            List<BatchItem<Path, DeblurResult>> items = results.toList();

            assertEquals(files, inputs(items.stream()));
            assertEquals(Image.read(files.get(4)), items.get(4).result().image());
            assertTrue(items.get(2).failure().orElseThrow() instanceof InvalidImageException);
        }
    }

    @Test
    void imagesAreDeblurred() {
        List<Image> images = List.of(Pictures.smooth(8, 9), Pictures.smooth(9, 8));
        try (SamDeblur deblur = StubModel.identity().open();
                Stream<BatchItem<Image, DeblurResult>> results =
                        deblur.deblurAll(images.stream(), Batch.ofWorkers(2))) {
            assertEquals(images, results.map(item -> item.result().image()).toList());
        }
    }

    @Test
    void aBatchNeedsAWorker() {
        assertThrows(IllegalArgumentException.class, () -> Batch.ofWorkers(0));
    }
}
