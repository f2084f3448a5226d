package org.samdeblur.cli.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.InvalidModelException;

/** Work that begins before its result is needed. */
class AheadTest {
    @Test
    void theResultIsThatOfTheWork() {
        Ahead<String> ahead = Ahead.begin("work", () -> Thread.currentThread().getName());

        assertEquals("work", ahead.result());
        assertEquals(Optional.of("work"), ahead.resultIfAny());
    }

    @Test
    void aFailureIsThrownWhenTheResultIsAskedFor() {
        InvalidModelException failure = new InvalidModelException("damaged");
        Ahead<String> ahead = Ahead.begin("work", () -> {
            throw failure;
        });

        assertSame(failure, assertThrows(InvalidModelException.class, ahead::result));
        assertTrue(ahead.resultIfAny().isEmpty());
    }

    @Test
    void anErrorIsThrownAsItIs() {
        Ahead<String> ahead = Ahead.begin("work", () -> {
            throw new OutOfMemoryError("no room");
        });

        assertThrows(OutOfMemoryError.class, ahead::result);
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() {
        CountDownLatch never = new CountDownLatch(1);
        Ahead<String> ahead = Ahead.begin("work", () -> {
            never.await();
            return "";
        });
        Thread.currentThread().interrupt();

        assertThrows(CancelledException.class, ahead::result);
        assertTrue(Thread.interrupted());
        never.countDown();
        assertEquals("", ahead.result());
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
