package org.samdeblur.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.networks.contract.BackendProviderContract;

class OnnxBackendProviderTest extends BackendProviderContract {
    OnnxBackendProviderTest() {
        super(new OnnxBackendProvider());
    }

    @Override
    protected String remedyForGpu() {
        return "onnxruntime_gpu";
    }

    @Test
    void statusNamesTheRuntimeAndItsVersion() {
        String runtime = new OnnxBackendProvider().status().runtime();
        assertTrue(runtime.matches("ONNX Runtime \\d+\\.\\d+\\.\\d+"), runtime);
    }

    @Test
    void withoutItsNativeLibraryItIsUnavailableAndSaysWhy(@TempDir Path empty) throws Exception {
        String status = statusWithout("nothing of that name", "-Donnxruntime.native.path=" + empty);

        assertTrue(status.startsWith("unavailable: ONNX Runtime does not load on "), status);
        assertTrue(status.contains(empty.toString()), status);
        assertFalse(status.contains("\n"), status);
    }
}
