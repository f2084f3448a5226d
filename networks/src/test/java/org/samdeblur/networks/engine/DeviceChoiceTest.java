package org.samdeblur.networks.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.networks.engine.DeviceChoice.Accelerator;

class DeviceChoiceTest {
    private static final List<Accelerator> NVIDIA = List.of(Accelerator.ofNvidia("cuda"));

    /** A runtime with two GPUs. */
    private static Optional<String> ofTwo(Device device) {
        return device.index() < 2 ? Optional.empty() : Optional.of("there are 2 GPUs");
    }

    private static DeviceChoice choose(String wanted) {
        return DeviceChoice.of(Device.parse(wanted), "Torch", NVIDIA, DeviceChoiceTest::ofTwo);
    }

    @Test
    void aFreeChoiceFallsOnTheFirstGpu() {
        assertEquals(new DeviceChoice(new Device("cuda", 0), Optional.empty()), choose("auto"));
    }

    @Test
    void aFreeChoiceFallsBackToTheProcessorAndSaysWhy() {
        assertEquals(
                new DeviceChoice(Device.cpu(), Optional.of("runs on the processor: no driver")),
                DeviceChoice.of(Device.auto(), "Torch", NVIDIA, device -> Optional.of("no driver")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu:1", "cuda:1"})
    void aGpuThatIsNamedIsTakenUnderTheRuntimesNameForIt(String wanted) {
        assertEquals(new DeviceChoice(new Device("cuda", 1), Optional.empty()), choose(wanted));
    }

    @Test
    void aGpuThatIsNamedAndNotThereIsRefused() {
        DeviceUnavailableException e = assertThrows(DeviceUnavailableException.class, () -> choose("gpu:2"));

        assertEquals("device gpu:2 is not available: there are 2 GPUs", e.getMessage());
    }

    @Test
    void forTheProcessorNoGpuIsTriedOut() {
        assertEquals(
                new DeviceChoice(Device.cpu(), Optional.empty()),
                DeviceChoice.of(Device.cpu(), "Torch", NVIDIA, device -> fail("tried out")));
    }

    @Test
    void aDeviceNobodyKnowsIsRefusedWithThoseThereAre() {
        DeviceUnavailableException e = assertThrows(DeviceUnavailableException.class, () -> choose("abacus"));

        assertEquals("Torch has no device abacus:0 here; write auto, cpu, gpu or cuda", e.getMessage());
    }

    /** A runtime with two kinds of GPUs, of which the first has no driver. */
    private static DeviceChoice chooseOfTwoKinds(String wanted) {
        List<Accelerator> both = List.of(
                new Accelerator("cuda", List.of("gpu", "cuda")), new Accelerator("metal", List.of("gpu", "metal")));
        return DeviceChoice.of(
                Device.parse(wanted),
                "Torch",
                both,
                both,
                device -> device.kind().equals("metal") && device.index() == 0
                        ? Optional.empty()
                        : Optional.of(device + " has no driver"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "gpu", "metal"})
    void ofSeveralKindsTheFirstThatWorksIsTaken(String wanted) {
        assertEquals(new DeviceChoice(new Device("metal", 0), Optional.empty()), chooseOfTwoKinds(wanted));
    }

    @Test
    void ifNoKindWorksAllReasonsAreGiven() {
        DeviceUnavailableException e = assertThrows(DeviceUnavailableException.class, () -> chooseOfTwoKinds("gpu:1"));

        assertEquals("device gpu:1 is not available: cuda:1 has no driver; metal:1 has no driver", e.getMessage());
    }

    @Test
    void aNameOfSeveralKindsIsListedOnce() {
        DeviceUnavailableException e = assertThrows(DeviceUnavailableException.class, () -> chooseOfTwoKinds("abacus"));

        assertEquals("Torch has no device abacus:0 here; write auto, cpu, gpu, cuda or metal", e.getMessage());
    }
}
