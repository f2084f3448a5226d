package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceTest {
    @ParameterizedTest
    @CsvSource({
        "auto, auto, 0, auto",
        "cpu, cpu, 0, cpu",
        "cpu:0, cpu, 0, cpu",
        "gpu, gpu, 0, gpu:0",
        "gpu:1, gpu, 1, gpu:1",
        "' GPU:12 ', gpu, 12, gpu:12",
        "TensorRT, tensorrt, 0, tensorrt:0"
    })
    void aDeviceIsReadAsAUserWritesIt(String text, String kind, int index, String form) {
        Device device = Device.parse(text);
        assertEquals(new Device(kind, index), device);
        assertEquals(form, device.toString());
        assertEquals(device, Device.parse(device.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu:", "gpu:-1", "gpu:x", "gpu 1", ":1", "gpu:1:2", "gpu:9999999999", "2"})
    void anythingElseIsRefusedWithWhatCanBeWritten(String text) {
        assertEquals(
                "'" + text + "' is not a device; write auto, cpu, gpu or gpu:N",
                assertThrows(IllegalArgumentException.class, () -> Device.parse(text))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu:1", "auto:2"})
    void thereIsOneProcessor(String text) {
        assertThrows(IllegalArgumentException.class, () -> Device.parse(text));
    }

    @Test
    void aDeviceKnowsWhatItIs() {
        assertTrue(Device.auto().isAuto());
        assertTrue(Device.cpu().isCpu());
        assertFalse(Device.gpu(0).isAuto() || Device.gpu(0).isCpu());
        assertThrows(IllegalArgumentException.class, () -> Device.gpu(-1));
        assertThrows(IllegalArgumentException.class, () -> new Device("GPU", 0));
    }
}
