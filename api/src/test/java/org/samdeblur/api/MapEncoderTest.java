package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MapEncoderTest {
    @Test
    void aRandomEncoderHasTheShapesOfTheMethod() {
        MapEncoder encoder = MapEncoder.random(2, 1);
        assertEquals(2, encoder.channels());
        assertEquals(3, encoder.imageChannels());
        assertEquals("Tensor[2, 3, 3, 3]", encoder.weight3x3().toString());
        assertEquals("Tensor[2, 2, 1, 1]", encoder.weight1x1().toString());
    }

    @Test
    void anEncoderWithoutChannelsIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> MapEncoder.random(0, 1))
                .getMessage();
        assertEquals("a MAP encoder needs at least 1 channel, not 0", message);
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        assertEquals(MapEncoder.random(2, 7), MapEncoder.random(2, 7));
        assertNotEquals(MapEncoder.random(2, 7), MapEncoder.random(2, 8));
    }

    @Test
    void freshWeightsAreBoundedByTheFanIn() {
        MapEncoder encoder = MapEncoder.random(50, 3);
        assertBoundedBy(1 / Math.sqrt(27), encoder.weight3x3());
        assertBoundedBy(1 / Math.sqrt(27), encoder.bias3x3());
        assertBoundedBy(1 / Math.sqrt(50), encoder.weight1x1());
        assertBoundedBy(1 / Math.sqrt(50), encoder.bias1x1());
    }

    /** Uniform weights lie within the bound, and many of them come near it. */
    private static void assertBoundedBy(double bound, Tensor weights) {
        double largest = 0;
        for (float weight : weights.toArray()) {
            largest = Math.max(largest, Math.abs(weight));
        }
        assertTrue(largest <= bound && largest > 0.8 * bound);
    }

    @Test
    void shapesThatDoNotFitTogetherAreRefused() {
        Tensor weight3x3 = Tensor.zeros(2, 3, 3, 3);
        Tensor weight1x1 = Tensor.zeros(2, 2, 1, 1);
        Tensor bias = Tensor.zeros(2);
        assertRefused(Tensor.zeros(2, 3, 5, 5), bias, weight1x1, bias);
        assertRefused(Tensor.zeros(2, 27), bias, weight1x1, bias);
        assertRefused(Tensor.zeros(0, 3, 3, 3), Tensor.zeros(0), Tensor.zeros(0, 0, 1, 1), Tensor.zeros(0));
        assertRefused(weight3x3, Tensor.zeros(3), weight1x1, bias);
        assertRefused(weight3x3, bias, Tensor.zeros(2, 3, 1, 1), bias);
        assertRefused(weight3x3, bias, weight1x1, Tensor.zeros(1, 2));
    }

    private static void assertRefused(Tensor weight3x3, Tensor bias3x3, Tensor weight1x1, Tensor bias1x1) {
        assertThrows(InvalidModelException.class, () -> new MapEncoder(weight3x3, bias3x3, weight1x1, bias1x1));
    }
}
