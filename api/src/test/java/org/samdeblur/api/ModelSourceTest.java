package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModelSourceTest {
    private static final String SHA = "0123456789abcdef".repeat(4);

    @Test
    void aSourceIsCalledWhatTheUserCallsIt() {
        assertEquals("embedded", ModelSource.embedded().toString());
        assertEquals("embedded-fast", ModelSource.embeddedFast().toString());
        assertEquals("net.pth", ModelSource.of(Path.of("net.pth")).toString());
        URI uri = URI.create("https://example.org/net.pth");
        assertEquals("https://example.org/net.pth", ModelSource.of(uri, SHA).toString());
    }

    @Test
    void equalSourcesAreEqual() {
        URI uri = URI.create("https://example.org/net.pth");
        assertEquals(ModelSource.embedded(), ModelSource.embedded());
        assertEquals(ModelSource.of(Path.of("net.pth")), ModelSource.of(Path.of("net.pth")));
        assertEquals(ModelSource.of(uri, SHA), ModelSource.of(uri, SHA.toUpperCase()));
    }

    @Test
    void onlyThreeModelsAreInsideTheLibrary() {
        assertTrue(ModelSource.Embedded.isName("embedded-fast"));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new ModelSource.Embedded("embedded-best"));
        assertEquals(
                "'embedded-best' is not a model inside the library; those are embedded, embedded-fast", e.getMessage());
    }

    @Test
    void aNameIsOneWordThatIsNoPath() {
        assertEquals("sam2.1-tiny", ModelSource.named("sam2.1-tiny").toString());
        for (String name : new String[] {"", ".hidden", "a/b", "a\\b", "a b", "-option", "a:b", "a".repeat(101)}) {
            assertThrows(IllegalArgumentException.class, () -> ModelSource.named(name), name);
        }
    }

    @Test
    void nothingIsDownloadedWithoutAChecksum() {
        URI uri = URI.create("https://example.org/net.pth");
        for (String sha : new String[] {"", SHA.substring(1), SHA + "0", "g" + SHA.substring(1)}) {
            assertThrows(IllegalArgumentException.class, () -> ModelSource.of(uri, sha));
        }
    }

    @Test
    void onlyTheWebAndFilesAreDownloadedFrom() {
        for (String uri : new String[] {"ftp://example.org/net.pth", "net.pth", "jar:file:/x.jar!/net.pth"}) {
            assertThrows(IllegalArgumentException.class, () -> ModelSource.of(URI.create(uri), SHA));
        }
        assertEquals(
                "file:/net.pth",
                ModelSource.of(URI.create("file:/net.pth"), SHA).toString());
    }

    @Test
    void noPathIsNoSource() {
        assertThrows(NullPointerException.class, () -> ModelSource.of((Path) null));
    }
}
