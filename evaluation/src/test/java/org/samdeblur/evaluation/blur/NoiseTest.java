package org.samdeblur.evaluation.blur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

class NoiseTest {
    private static final int SIDE = 100;
    private static final int PIXELS = SIDE * SIDE;

    private static float[] noisy(Noise noise, float sample, long seed) {
        float[] samples = new float[3 * PIXELS];
        Arrays.fill(samples, sample);
        noise.addTo(samples, SIDE, SIDE, new SplittableRandom(seed));
        return samples;
    }

    private static double deviation(float[] samples, float mean) {
        double sum = 0;
        for (float sample : samples) {
            sum += (sample - mean) * (sample - mean);
        }
        return Math.sqrt(sum / samples.length);
    }

    @Test
    void noiseDiffersFromImageToImageAsFarAsItsSpread() {
        double least = 1;
        double most = 0;
        for (int seed = 0; seed < 50; seed++) {
            double deviation = deviation(noisy(new Noise(0.02, 0.5, 0), 0.5f, seed), 0.5f);
            least = Math.min(least, deviation);
            most = Math.max(most, deviation);
        }

        assertTrue(least > 0.0098 && least < 0.012, "least " + least);
        assertTrue(most < 0.0303 && most > 0.028, "most " + most);
    }

    /** Photon noise of a variance of 1e-4 times the light; a sample of 0.5 is a light of 0.214, where the curve rises by 1.08. */
    @Test
    void aSensorsNoiseFollowsTheLight() {
        float[] samples = noisy(new Noise(0, 0, 1), 0.5f, 3);
        double expected = 1.0797 * Math.sqrt(1e-4 * 0.21404 + 9.2e-4 * 9.2e-4);

        // pixels that have the colour themselves: every other one in each direction has red
        double sum = 0;
        for (int y = 0; y < SIDE; y += 2) {
            for (int x = 0; x < SIDE; x += 2) {
                sum += Math.pow(samples[y * SIDE + x] - 0.5, 2);
            }
        }
        assertEquals(expected, Math.sqrt(sum / (PIXELS / 4)), 0.06 * expected);
        assertTrue(deviation(samples, 0.5f) < 0.85 * expected, "interpolated colours have less noise");
    }

    @Test
    void whitePixelsHaveNoNoise() {
        assertEquals(0, deviation(noisy(new Noise(0.02, 0, 0), 1, 1), 1));
        assertEquals(0, deviation(noisy(new Noise(0, 0, 1), 1, 1), 1));
    }

    @Test
    void aShareOfImagesHasTheNoiseOfASensor() {
        int sensor = 0;
        for (int seed = 0; seed < 200; seed++) {
            // without any other noise what is not a sensor's leaves samples as they are
            sensor += deviation(noisy(new Noise(0, 0, 0.3), 0.5f, seed), 0.5f) > 0 ? 1 : 0;
        }

        // four standard deviations of the binomial distribution
        assertEquals(60, sensor, 26);
    }

    @Test
    void unblurredImagesHaveNoNoise() {
        Tensor sharp = Tensor.of(noisy(new Noise(0.02, 0, 0), 0.5f, 1), 3, SIDE, SIDE);
        MotionBlur blur = new MotionBlur(new BlurSettings(
                new Trajectories(4, 4, 1, 0), new SceneMotion(1, 0, 0), new Exposure(1, Response.USUAL, 0.02)));

        assertEquals(sharp, blur.blur(sharp, MaskSet.empty(new ImageSize(SIDE, SIDE)), 1));
    }

    /** A white spot on black: with more light than white it is wider once it is blurred and clipped. */
    @Test
    void highlightsAreBrighterThanWhiteWhereTheySaturate() {
        float[] samples = new float[3 * PIXELS];
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 40; y < 60; y++) {
                Arrays.fill(samples, channel * PIXELS + y * SIDE + 40, channel * PIXELS + y * SIDE + 60, 1);
            }
        }
        Tensor spot = Tensor.of(samples, 3, SIDE, SIDE);
        for (int seed = 0; seed < 5; seed++) {
            Tensor plain = blurred(spot, 0, seed);
            Tensor saturated = blurred(spot, 1, seed);
            assertTrue(white(saturated) > white(plain) + 20, white(saturated) + " > " + white(plain));
            for (float value : saturated.toArray()) {
                assertTrue(value <= 1);
            }
        }
    }

    private static Tensor blurred(Tensor sharp, double saturation, long seed) {
        return new MotionBlur(new BlurSettings(
                        new Trajectories(8, 8, 0, 0),
                        new SceneMotion(0, 0, 0),
                        new Exposure(1, Response.USUAL, saturation, Noise.NONE)))
                .blur(sharp, MaskSet.empty(new ImageSize(SIDE, SIDE)), seed);
    }

    private static int white(Tensor image) {
        int white = 0;
        for (float value : image.toArray()) {
            white += value >= Noise.WHITE ? 1 : 0;
        }
        return white;
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Noise(2, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Noise(0, 1.5, 0));
        assertThrows(IllegalArgumentException.class, () -> new Noise(0, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> new Exposure(1, Response.USUAL, 2, Noise.NONE));
    }
}
