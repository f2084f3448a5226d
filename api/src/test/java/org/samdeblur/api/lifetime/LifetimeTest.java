package org.samdeblur.api.lifetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LifetimeTest {
    private final Lifetime lifetime = new Lifetime("the session");
    private final AtomicInteger releases = new AtomicInteger();

    @Test
    void workContainsWork() {
        assertEquals(3, lifetime.use(() -> 1 + lifetime.use(() -> 2)));
    }

    @Test
    void failuresOfWorkPassThroughAndEndNothing() {
        assertThrows(
                IOException.class,
                () -> lifetime.use(() -> {
                    throw new IOException("no");
                }));
        assertEquals(1, lifetime.use(() -> 1));
    }

    @Test
    void afterTheEndNothingIsUsedAndNothingReleasedAgain() {
        lifetime.end(releases::incrementAndGet);
        lifetime.end(releases::incrementAndGet);

        assertEquals(1, releases.get());
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> lifetime.use(() -> 1));
        assertEquals("the session is closed", refusal.getMessage());
    }

    @Test
    void theEndWaitsForWorkUnderWay() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean releasedDuringWork = new AtomicBoolean();
        Thread worker = new Thread(() -> lifetime.use(() -> {
            begun.countDown();
            awaitUninterrupted(mayEnd);
            releasedDuringWork.set(releases.get() > 0);
            return null;
        }));
        worker.start();
        begun.await();
        Thread closer = new Thread(() -> lifetime.end(releases::incrementAndGet));
        closer.start();
        while (closer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        mayEnd.countDown();
        worker.join();
        closer.join();

        assertFalse(releasedDuringWork.get());
        assertEquals(1, releases.get());
    }

    @Test
    void workThatEndsItsOwnLifetimeIsRefusedInsteadOfWaitingForItself() {
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class,
                () -> lifetime.use(() -> {
                    lifetime.end(releases::incrementAndGet);
                    return null;
                }));

        assertTrue(refusal.getMessage().contains("closed by its own work"), refusal.getMessage());
        assertEquals(0, releases.get());
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
