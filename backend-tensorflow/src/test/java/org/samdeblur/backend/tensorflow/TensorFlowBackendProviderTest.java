package org.samdeblur.backend.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Precision;
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
    void autoIs32BitFloatsSinceBfloat16LosesQuality() {
        BackendOptions options = BackendOptions.DEFAULT.withDevice(Device.cpu()).withPrecision(Precision.AUTO);
        try (Backend backend = new TensorFlowBackendProvider().open(options)) {
            assertEquals(Precision.FLOAT32, backend.precision());
        }
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
