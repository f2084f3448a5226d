package org.samdeblur.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.apache.spark.resource.ResourceInformation;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;

class PlacementTest {
    private static Map<String, ResourceInformation> gpu(String... addresses) {
        return Map.of("gpu", new ResourceInformation("gpu", addresses));
    }

    @Test
    void usesTheTasksProcessors() {
        assertEquals(BackendOptions.DEFAULT.withThreads(3), Placement.options(BackendOptions.DEFAULT, 3, Map.of()));
    }

    @Test
    void keepsAGivenNumberOfThreads() {
        BackendOptions given = BackendOptions.DEFAULT.withThreads(1);
        assertEquals(given, Placement.options(given, 4, Map.of()));
    }

    @Test
    void usesTheTasksGpu() {
        assertEquals(
                Device.gpu(2),
                Placement.options(BackendOptions.DEFAULT, 1, gpu("2", "3")).device());
    }

    @Test
    void keepsADeviceThatIsNamed() {
        BackendOptions given = BackendOptions.DEFAULT.withDevice(Device.cpu());
        assertEquals(Device.cpu(), Placement.options(given, 1, gpu("0")).device());
    }

    @Test
    void leavesAnAddressWithoutAnIndexToTheBackend() {
        assertEquals(
                Device.auto(),
                Placement.options(BackendOptions.DEFAULT, 1, gpu("MIG-8f2b")).device());
    }
}
