package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.samdeblur.api.SamDeblur;

class PlainProviderTest {
    @Test
    void theBackendIsFoundByItsName() {
        try (SamDeblur deblur = SamDeblur.builder().backend("plain").build()) {
            assertEquals("plain", deblur.backend());
        }
    }
}
