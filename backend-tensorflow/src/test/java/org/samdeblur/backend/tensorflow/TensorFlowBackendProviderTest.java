package org.samdeblur.backend.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.samdeblur.networks.contract.BackendProviderContract;

class TensorFlowBackendProviderTest extends BackendProviderContract {
    TensorFlowBackendProviderTest() {
        super(new TensorFlowBackendProvider());
    }

    @Override
    protected String remedyForGpu() {
        return "linux-x86_64-gpu";
    }

    @Test
    void statusNamesTheRuntimeAndItsVersion() {
        assertEquals(
                "TensorFlow 2.18.0", new TensorFlowBackendProvider().status().runtime());
    }

    @Test
    void withoutItsNativeLibraryItIsUnavailableAndSaysWhatToAdd() throws Exception {
        String status = statusWithout("tensorflow-core-native-1.1.0-");

        assertTrue(
                status.startsWith("unavailable: TensorFlow's native library for this machine is on no path"), status);
        assertTrue(status.contains("<artifactId>tensorflow-core-native</artifactId><version>1.1.0</version>"), status);
        assertFalse(status.contains("\n"), status);
    }
}
