package org.samdeblur.backend.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtProvider;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;

/** Which device a wish leads to, with the runtime for processors. */
class PlacementTest {
    private final NativeRuntime runtime = NativeRuntime.get();

    private void assumeBuiltForProcessors() {
        assumeTrue(
                runtime.providers().stream()
                        .noneMatch(provider -> provider == OrtProvider.CUDA
                                || provider == OrtProvider.TENSOR_RT
                                || provider == OrtProvider.DIRECT_ML
                                || provider == OrtProvider.CORE_ML),
                "this ONNX Runtime is built for more than the processor");
    }

    @Test
    void theProcessorIsAlwaysThere() {
        Placement placement = Placement.of(Device.cpu(), runtime);
        assertEquals(Device.cpu(), placement.device());
        assertEquals(Optional.empty(), placement.note());
    }

    @Test
    void aFreeChoiceFallsBackToTheProcessorAndSaysWhy() {
        assumeBuiltForProcessors();
        Placement placement = Placement.of(Device.auto(), runtime);
        assertEquals(Device.cpu(), placement.device());
        assertTrue(placement.note().orElseThrow().contains("com.microsoft.onnxruntime:onnxruntime_gpu:"));
    }

    @ParameterizedTest
    @CsvSource({
        "gpu:0, com.microsoft.onnxruntime:onnxruntime_gpu:",
        "gpu:3, com.microsoft.onnxruntime:onnxruntime_gpu:",
        "cuda:1, com.microsoft.onnxruntime:onnxruntime_gpu:",
        "tensorrt, com.microsoft.onnxruntime:onnxruntime_gpu:",
        "directml, --use_dml",
        "coreml, macOS"
    })
    void aDeviceTheRuntimeWasBuiltWithoutIsAnErrorThatSaysWhereToGetIt(String wish, String source) {
        assumeBuiltForProcessors();
        Device device = Device.parse(wish);
        String message = assertThrows(DeviceUnavailableException.class, () -> Placement.of(device, runtime))
                .getMessage();
        assertTrue(message.contains(device.toString()) && message.contains(source), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void aDeviceNobodyKnowsIsAnErrorThatListsThose() {
        String message = assertThrows(
                        DeviceUnavailableException.class, () -> Placement.of(Device.parse("abacus"), runtime))
                .getMessage();
        assertTrue(message.contains("abacus") && message.contains("tensorrt"), message);
    }
}
