package org.samdeblur.backend.openvino;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Precision;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.openvino.runtime.OpenVinoRuntime;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.contract.Graphs;
import org.samdeblur.networks.engine.GraphSession;

/** Precisions of the processor: what it has natively is computed, everything else is refused. */
@NeedsOpenVino
class PrecisionTest {
    private static final BackendOptions PROCESSOR = BackendOptions.DEFAULT.withDevice(Device.cpu());

    private static List<Precision> available() {
        return Placement.of(Device.cpu(), OpenVinoRuntime.get()).precisions();
    }

    private static Precision opened(Precision wanted) {
        try (OpenVinoEngine engine = OpenVinoEngine.open(PROCESSOR.withPrecision(wanted))) {
            return engine.precision();
        }
    }

    @Test
    void floatsOf32BitsAreTheDefaultWhateverTheProcessorHas() {
        try (OpenVinoEngine engine = OpenVinoEngine.open(PROCESSOR)) {
            assertEquals(Precision.FLOAT32, engine.precision());
        }
    }

    @Test
    void autoIsTheFastestThatTheProcessorHas() {
        assertEquals(available().get(0), opened(Precision.AUTO));
    }

    @Test
    void whatTheProcessorDoesNotHaveIsRefusedOnOneLine() {
        for (Precision precision : List.of(Precision.BFLOAT16, Precision.FLOAT16)) {
            if (!available().contains(precision)) {
                String message = assertThrows(BackendException.class, () -> opened(precision))
                        .getMessage();
                assertTrue(message.startsWith("precision " + precision + " is not available on cpu"), message);
                assertTrue(message.contains("float32"), message);
                assertFalse(message.contains("\n"), message);
            }
        }
    }

    @Test
    void fewerBitsChangeTheOutputALittle() {
        Precision fewer = available().get(0);
        assumeTrue(fewer != Precision.FLOAT32, "this processor has no instructions for 16-bit floats");
        Tensor image = Graphs.image(64, 64);

        Tensor exact = run(Precision.FLOAT32, image);
        Tensor rounded = run(fewer, image);

        float largest = 0;
        for (float value : exact.toArray()) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertNotEquals(exact, rounded);
        Golden.assertClose(exact, rounded, 0.02f * largest);
    }

    private static Tensor run(Precision precision, Tensor image) {
        try (OpenVinoEngine engine = OpenVinoEngine.open(PROCESSOR.withPrecision(precision));
                GraphSession session = engine.load(Graphs.convolutions(), Map.of())) {
            return session.run(Map.of("image", image)).get("sharp");
        }
    }
}
