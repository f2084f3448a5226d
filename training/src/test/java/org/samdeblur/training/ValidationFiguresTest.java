package org.samdeblur.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.evaluation.Psnr;
import org.samdeblur.evaluation.Ssim;

class ValidationFiguresTest {
    private static final int SIZE = 16;
    private static final Tensor SHARP = noise(1, 0.4, 0.6);

    private static Tensor noise(long seed, double from, double to) {
        SplittableRandom random = new SplittableRandom(seed);
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put((float) random.nextDouble(from, to));
                    }
                },
                3,
                SIZE,
                SIZE);
    }

    /** An image that is off by so much everywhere. */
    private static Tensor off(double error) {
        return Tensor.create(
                values -> {
                    for (int i = 0; i < SHARP.size(); i++) {
                        values.put((float) (SHARP.data().get(i) + error));
                    }
                },
                3,
                SIZE,
                SIZE);
    }

    private static ValidationData.Example blurred(double error) {
        return new ValidationData.Example(off(error), SHARP, MaskSet.empty(new ImageSize(SIZE, SIZE)));
    }

    @Test
    void meansAreOverTheImages() {
        Tensor restored = off(0.1);
        ValidationData data = ValidationData.of(List.of(
                blurred(0.1),
                new ValidationData.Example(restored, noise(2, 0, 1), MaskSet.empty(new ImageSize(SIZE, SIZE)))));

        ValidationFigures figures = ValidationFigures.of(data, (image, masks) -> restored);

        Tensor other = data.example(1).sharp();
        assertEquals((Psnr.of(restored, SHARP) + Psnr.of(restored, other)) / 2, figures.psnr(), 1e-12);
        assertEquals((Ssim.of(restored, SHARP) + Ssim.of(restored, other)) / 2, figures.ssim(), 1e-12);
    }

    @Test
    void anOutputMoreThanThreeDecibelsBelowItsInputHasCollapsed() {
        // 20·log10(0.1/0.08) = 1.9 dB are lost on the first, 20·log10(0.1/0.05) = 6.0 dB on the others
        ValidationData data = ValidationData.of(List.of(blurred(0.08), blurred(0.05), blurred(0), blurred(0.2)));

        assertEquals(0.5, ValidationFigures.of(data, (image, masks) -> off(0.1)).modeCollapseRate());
    }

    @Test
    void anUntouchedImageHasNotCollapsedEvenIfItWasSharp() {
        ValidationData data = ValidationData.of(List.of(blurred(0), blurred(0.1)));

        assertEquals(0, ValidationFigures.of(data, (image, masks) -> image).modeCollapseRate());
    }
}
