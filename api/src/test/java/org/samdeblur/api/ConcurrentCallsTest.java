package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many callers at once: a limit on calls, futures on an executor, and closing under load. */
@Timeout(60)
class ConcurrentCallsTest {
    private static final Image IMAGE = Pictures.smooth(8, 8);

    private final ExecutorService executor = Executors.newFixedThreadPool(8);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private DeblurModel counting() {
        return StubModel.of(input -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.yield();
            running.decrementAndGet();
            return input;
        });
    }

    private static void join(List<? extends CompletableFuture<?>> futures) {
        CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).join();
    }

    @Test
    void noMoreCallsRunAtATimeThanTheLimitAllows() {
        try (SamDeblur deblur =
                SamDeblur.builder().deblurModel(counting()).concurrentCalls(2).build()) {
            List<CompletableFuture<?>> futures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                futures.add(deblur.async(executor).deblur(IMAGE));
                futures.add(deblur.async(executor).restore(IMAGE.toTensor()));
            }
            join(futures);
        }
        assertTrue(most.get() <= 2, most + " at a time");
    }

    @Test
    void aCallWithinACallHasItsTurnAlready() {
        SamDeblur[] self = new SamDeblur[1];
        Segmenter segmenter = (image, progress) ->
                self[0].deblur(image, MaskSet.empty(image.size())).masks();
        StubModel model = StubModel.of(4, 1, input -> input.slice(0, 3))
                .guidedBy(new StubModel.Guidance(1, (image, masks) -> image.slice(0, 1)));
        try (SamDeblur deblur = SamDeblur.builder()
                .deblurModel(model)
                .segmenter(segmenter)
                .concurrentCalls(1)
                .build()) {
            self[0] = deblur;
            assertEquals(IMAGE, deblur.deblur(IMAGE).image());
        }
    }

    @Test
    void interruptingACallThatWaitsForItsTurnCancelsIt() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        DeblurModel slow = StubModel.waiting(begun, finish);
        try (SamDeblur deblur =
                SamDeblur.builder().deblurModel(slow).concurrentCalls(1).build()) {
            CompletableFuture<DeblurResult> first = deblur.async(executor).deblur(IMAGE);
            begun.await();
            Thread.currentThread().interrupt();

            assertThrows(CancelledException.class, () -> deblur.deblur(IMAGE));

            assertTrue(Thread.interrupted());
            finish.countDown();
            first.join();
        }
    }

    @Test
    void aLimitBelowOneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SamDeblur.builder().concurrentCalls(0));
    }

    @Test
    void aFutureFailsAsTheCallWould() {
        try (SamDeblur deblur = StubModel.identity().open()) {
            CompletableFuture<DeblurResult> future =
                    deblur.async(executor).deblur(IMAGE, MaskSet.empty(new ImageSize(1, 1)));
            CompletionException e = assertThrows(CompletionException.class, future::join);
            assertTrue(e.getCause() instanceof InvalidMaskException);
        }
    }

    @Test
    void cancellingAFutureInterruptsItsCallAndNoOther() throws InterruptedException {
        ExecutorService one = Executors.newSingleThreadExecutor();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean wasInterrupted = new AtomicBoolean();
        DeblurModel slow = StubModel.of(input -> {
            begun.countDown();
            try {
                Thread.sleep(TimeUnit.DAYS.toMillis(1));
            } catch (InterruptedException e) {
                wasInterrupted.set(true);
                Thread.currentThread().interrupt();
                throw new CancelledException("interrupted within the network");
            }
            return input;
        });
        try (SamDeblur deblur = SamDeblur.builder().deblurModel(slow).build()) {
            CompletableFuture<DeblurResult> future = deblur.async(one).deblur(IMAGE);
            begun.await();

            assertTrue(future.cancel(true));

            assertThrows(CancellationException.class, future::join);
            assertFalse(
                    CompletableFuture.supplyAsync(() -> Thread.currentThread().isInterrupted(), one)
                            .join());
            assertTrue(wasInterrupted.get());
        } finally {
            one.shutdownNow();
        }
    }

    @Test
    void aCallCancelledBeforeItBeginsNeverRuns() {
        List<Runnable> tasks = new ArrayList<>();
        try (SamDeblur deblur = SamDeblur.builder().deblurModel(counting()).build()) {
            CompletableFuture<DeblurResult> future = deblur.async(tasks::add).deblur(IMAGE);
            future.cancel(false);
            tasks.forEach(Runnable::run);
        }
        assertEquals(0, most.get());
    }

    @Test
    void closingWaitsForTheCallsThatHaveBegun() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch finish = new CountDownLatch(1);
        DeblurModel slow = StubModel.waiting(begun, finish);
        SamDeblur deblur =
                SamDeblur.builder().deblurModel(slow).concurrentCalls(2).build();
        List<CompletableFuture<DeblurResult>> futures = new ArrayList<>();
        futures.add(deblur.async(executor).deblur(IMAGE));
        futures.add(deblur.async(executor).deblur(IMAGE));
        begun.await();
        Thread closing = new Thread(deblur::close);
        closing.start();

        finish.countDown();
        closing.join();

        assertTrue(futures.stream().allMatch(future -> future.join().image().equals(IMAGE)));
        assertThrows(IllegalStateException.class, () -> deblur.deblur(IMAGE));
    }
}
