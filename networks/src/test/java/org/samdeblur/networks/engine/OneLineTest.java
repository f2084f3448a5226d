package org.samdeblur.networks.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OneLineTest {
    @Test
    void wordsStandOneBlankApart() {
        assertEquals("no room for 3 GB", OneLine.of("  no room\n\tfor  3 GB\n"));
    }

    @Test
    void pagesAreBrokenOff() {
        assertEquals("x".repeat(600), OneLine.of("x".repeat(600)));
        assertEquals("x".repeat(600) + "…", OneLine.of("x".repeat(601)));
    }

    @Test
    void aFailureWithoutAMessageIsNamedByItsKind() {
        assertEquals("broken pipe", OneLine.of(new IOException("broken\npipe")));
        assertEquals("java.io.IOException", OneLine.of(new IOException()));
    }

    @Test
    void theRootCauseIsTheInnermost() {
        IOException root = new IOException("no such library");

        assertSame(root, OneLine.rootCause(new IllegalStateException(new RuntimeException(root))));
        assertSame(root, OneLine.rootCause(root));
    }
}
