package org.samdeblur.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;

class MetricsTest {
    private static Tensor noise(long seed, int... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put((float) random.nextDouble());
                    }
                },
                shape);
    }

    private static Image grey(int height, int width, int level) {
        byte[] rgb = new byte[3 * height * width];
        Arrays.fill(rgb, (byte) level);
        return Image.ofRgb(new ImageSize(height, width), rgb);
    }

    @Test
    void aConstantErrorHasTheRatioOfItsSquare() {
        assertEquals(20 * Math.log10(255 / 5.0), Psnr.of(grey(4, 7, 100), grey(4, 7, 105)), 1e-12);
    }

    @Test
    void flatImagesDifferInTheirMeansOnly() {
        double c1 = Math.pow(0.01 * 255, 2);
        double expected = (2 * 100 * 105 + c1) / (100 * 100 + 105 * 105 + c1);

        assertEquals(expected, Ssim.of(grey(11, 12, 100), grey(11, 12, 105)), 1e-9);
        assertEquals(expected, Ssim.acrossChannels(grey(3, 2, 100), grey(3, 2, 105)), 1e-9);
    }

    @Test
    void whiteHasTheLumaOfStudioWhite() {
        Tensor white = Tensor.of(new float[] {1, 1, 1}, 3, 1, 1);
        Tensor black = Tensor.zeros(3, 1, 1);

        assertEquals(20 * Math.log10(255.0 / (235 - 16)), Psnr.ofLuma(white, black, Luma.BT601), 1e-12);
    }

    @Test
    void theExchangedLumaSwapsTheWeightsOfRedAndBlue() {
        Tensor image = noise(1, 3, 12, 13);
        Tensor truth = noise(2, 3, 12, 13);

        assertEquals(
                Psnr.ofLuma(image, truth, Luma.BT601),
                Psnr.ofLuma(reversed(image), reversed(truth), Luma.EXCHANGED),
                1e-12);
    }

    private static Tensor reversed(Tensor rgb) {
        return Tensor.concat(Tensor.concat(rgb.slice(2, 3), rgb.slice(1, 2)), rgb.slice(0, 1));
    }

    @Property(tries = 50)
    void everyMetricIsSymmetricAndLargestForEqualImages(
            @ForAll long seed,
            @ForAll @IntRange(min = 11, max = 40) int height,
            @ForAll @IntRange(min = 11, max = 40) int width) {
        Tensor a = noise(seed, 3, height, width);
        Tensor b = noise(~seed, 3, height, width);

        for (ToDoubleBiFunction<Tensor, Tensor> ssim : List.<ToDoubleBiFunction<Tensor, Tensor>>of(
                Ssim::of, Ssim::acrossChannels, (x, y) -> Ssim.ofLuma(x, y, Luma.BT601))) {
            assertEquals(1, ssim.applyAsDouble(a, a), 1e-12);
            assertTrue(ssim.applyAsDouble(a, b) < 1);
            assertEquals(ssim.applyAsDouble(a, b), ssim.applyAsDouble(b, a), 1e-12);
        }
        assertEquals(Double.POSITIVE_INFINITY, Psnr.of(a, a));
        assertEquals(Psnr.of(a, b), Psnr.of(b, a), 1e-12);
    }

    /** The plain triple sum over the window, at every pixel, as a check on the passes along single axes. */
    @Property(tries = 10)
    void theSeparablePassesAreTheWindowOfThreeDimensions(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width) {
        Tensor a = noise(seed, 3, height, width);
        Tensor b = noise(~seed, 3, height, width);
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    sum += similarityAt(a, b, c, y, x);
                }
            }
        }

        assertEquals(sum / a.size(), Ssim.acrossChannels(a, b), 1e-9);
    }

    private static double similarityAt(Tensor a, Tensor b, int c, int y, int x) {
        double total = 0;
        double[] moments = new double[5];
        for (int dc = -5; dc <= 5; dc++) {
            for (int dy = -5; dy <= 5; dy++) {
                for (int dx = -5; dx <= 5; dx++) {
                    double weight = Math.exp(-(dc * dc + dy * dy + dx * dx) / (2 * 1.5 * 1.5));
                    double p = clamped(a, c + dc, y + dy, x + dx);
                    double q = clamped(b, c + dc, y + dy, x + dx);
                    total += weight;
                    moments[0] += weight * p;
                    moments[1] += weight * q;
                    moments[2] += weight * p * p;
                    moments[3] += weight * q * q;
                    moments[4] += weight * p * q;
                }
            }
        }
        double p = moments[0] / total;
        double q = moments[1] / total;
        double c1 = 1e-4;
        double c2 = 9e-4;
        return (2 * p * q + c1)
                * (2 * (moments[4] / total - p * q) + c2)
                / ((p * p + q * q + c1) * (moments[2] / total - p * p + moments[3] / total - q * q + c2));
    }

    private static double clamped(Tensor tensor, int... index) {
        for (int axis = 0; axis < index.length; axis++) {
            index[axis] = Math.min(Math.max(index[axis], 0), tensor.dim(axis) - 1);
        }
        return tensor.get(index);
    }

    @Test
    void imagesOfDifferentSizesAreRefused() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> Psnr.of(grey(4, 7, 0), grey(5, 7, 0)));

        assertEquals(
                "images of different sizes cannot be compared: 7×4 with 3 channels and 7×5 with 3 channels",
                refusal.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Ssim.acrossChannels(noise(1, 3, 4, 4), noise(1, 1, 4, 4)));
    }

    @Test
    void theUsualSimilarityRefusesImagesBelowItsWindow() {
        assertThrows(IllegalArgumentException.class, () -> Ssim.of(grey(10, 40, 0), grey(10, 40, 0)));
    }

    @ParameterizedTest
    @EnumSource(Luma.class)
    void lumaNeedsThreeChannels(Luma luma) {
        Tensor image = noise(3, 4, 12, 12);

        assertThrows(IllegalArgumentException.class, () -> Psnr.ofLuma(image, image, luma));
    }
}
