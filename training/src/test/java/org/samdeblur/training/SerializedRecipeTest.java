package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.samdeblur.training.data.FrameWindows;
import org.samdeblur.training.data.Scales;

/** Recipes travel to other processes. */
class SerializedRecipeTest {
    private static Object copy(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void recipesScalesAndWindowsTravel() throws Exception {
        assertEquals(new AdamW.Settings(0.9, 0.99, 1e-8, 1e-3), copy(new AdamW.Settings(0.9, 0.99, 1e-8, 1e-3)));
        assertEquals(new CosineSchedule(1, 0.5, 10), copy(new CosineSchedule(1, 0.5, 10)));
        TrainingRecipe recipe = TrainingRecipe.builder()
                .steps(1_000)
                .batch(8)
                .patch(64)
                .learningRate(1e-3)
                .finalLearningRate(1e-7)
                .layerRates(new LayerRates(Map.of("intro", 0.5)))
                .optimizer(new AdamW.Settings(0.9, 0.9, 1e-8, 1e-3))
                .gradientNorm(0.01)
                .lossEpsilon(1e-8)
                .maskDropout(0.5)
                .averageDecay(0.99)
                .accumulation(4)
                .seed(1)
                .validationInterval(100)
                .checkpointInterval(100)
                .build();
        assertEquals(recipe, copy(recipe));
        assertEquals(new Scales(0.5, 2), copy(new Scales(0.5, 2)));
        assertEquals(FrameWindows.GOPRO, copy(FrameWindows.GOPRO));
    }
}
