package org.samdeblur.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.networks.contract.BackendProviderContract;

class DjlBackendProviderTest extends BackendProviderContract {
    DjlBackendProviderTest() {
        super(new DjlBackendProvider());
    }

    @Override
    protected String remedyForGpu() {
        return "pytorch-native-cu128";
    }

    @Test
    void statusNamesTheRuntimeAndItsVersion() {
        assertEquals(
                "PyTorch 2.7.1 (DJL 0.35.1)", new DjlBackendProvider().status().runtime());
    }

    /** It says what to add, and fetches nothing. */
    @Test
    void withoutItsNativeLibraryItIsUnavailableAndSaysWhatToAdd(@TempDir Path cache) throws Exception {
        String status = statusWithout("pytorch-native", "-DDJL_CACHE_DIR=" + cache);

        assertTrue(status.startsWith("unavailable: PyTorch's native library is not on the class path"), status);
        assertTrue(status.contains("<artifactId>pytorch-native-cpu</artifactId><version>2.7.1</version>"), status);
        assertFalse(status.contains("\n"), status);
        try (Stream<Path> files = Files.list(cache)) {
            assertEquals(0, files.count(), "something was put into DJL's cache");
        }
    }
}
