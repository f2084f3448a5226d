package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void aNetworkThatRunsIsHealthy() {
        try (SamDeblur deblur = StubModel.identity().open()) {
            BackendStatus status = deblur.status();

            assertTrue(status.isAvailable());
            assertEquals(List.of(Device.cpu()), status.devices());
            assertEquals(Optional.empty(), status.problem());
        }
    }

    @Test
    void aNetworkThatFailsIsNotAndSaysWhy() {
        DeblurModel broken = StubModel.of(input -> {
            throw new BackendException("the driver was reset");
        });
        try (SamDeblur deblur = SamDeblur.builder().deblurModel(broken).build()) {
            assertFalse(deblur.status().isAvailable());
            assertEquals(Optional.of("the driver was reset"), deblur.status().problem());
        }
    }

    @Test
    void whatIsClosedIsNotHealthy() {
        SamDeblur deblur = StubModel.identity().open();
        deblur.close();

        assertEquals(Optional.of("this SamDeblur is closed"), deblur.status().problem());
    }
}
