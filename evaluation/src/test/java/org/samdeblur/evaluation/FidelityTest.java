package org.samdeblur.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Image;

class FidelityTest {
    private static Image golden(String name) {
        return Image.read(Path.of(System.getProperty("samdeblur.golden"), "metrics", name + ".png"));
    }

    @Test
    void itHoldsTheThreeFigures() {
        Fidelity blurred = Fidelity.of(golden("blurred"), golden("gt"));

        assertEquals(22.2302948559162, blurred.psnr(), 1e-6);
        assertEquals(0.8745495080947876, blurred.ssim3d(), 2e-5);
        assertEquals(0.6816054746534818, blurred.ssim(), 1e-9);
    }

    /** The noisy image loses 0.4 dB against the blurred one, the collapsed image 4.3 dB. */
    @Test
    void collapseIsALossOfMoreThanThreeDecibels() {
        Image truth = golden("gt");
        Fidelity blurred = Fidelity.of(golden("blurred"), truth);
        Fidelity noisy = Fidelity.of(golden("noisy"), truth);
        Fidelity collapsed = Fidelity.of(golden("collapsed"), truth);

        assertFalse(ModeCollapse.PUBLISHED.between(blurred, noisy));
        assertTrue(ModeCollapse.PUBLISHED.between(blurred, collapsed));
        assertFalse(new ModeCollapse(5).between(blurred, collapsed));
        assertFalse(ModeCollapse.PUBLISHED.between(collapsed, blurred));
    }

    @Test
    void equalImagesGainNothingOverOneAnother() {
        Image truth = golden("gt");
        Fidelity equal = Fidelity.of(truth, truth);

        assertEquals(Double.POSITIVE_INFINITY, equal.psnr());
        assertEquals(0, equal.gainOver(equal));
        assertFalse(ModeCollapse.PUBLISHED.between(equal, equal));
    }
}
