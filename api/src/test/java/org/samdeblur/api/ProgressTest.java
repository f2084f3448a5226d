package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void aReportOfFalseCancels() {
        Progress never = (stage, done, total) -> false;
        String message = assertThrows(CancelledException.class, () -> never.step(Stage.NETWORK, 2, 5))
                .getMessage();
        assertEquals("cancelled during network, 2 of 5 done", message);
    }

    @Test
    void anInterruptCancelsAndStaysSet() {
        Thread.currentThread().interrupt();
        String message = assertThrows(CancelledException.class, () -> Progress.NONE.step(Stage.SEGMENT, 0, 100))
                .getMessage();
        assertTrue(Thread.interrupted());
        assertEquals("interrupted during segment, 0 of 100 done", message);
    }
}
