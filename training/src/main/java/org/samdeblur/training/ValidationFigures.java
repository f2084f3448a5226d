package org.samdeblur.training;

import java.util.function.BiFunction;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.evaluation.ModeCollapse;
import org.samdeblur.evaluation.Psnr;
import org.samdeblur.evaluation.Ssim;

/**
 * Results on validation data: means over the images. Outputs are clamped to [0, 1], but not rounded to 8 bits.
 *
 * @param psnr the mean {@linkplain Psnr PSNR} in decibels; infinite if an output equals its target
 * @param ssim the mean {@linkplain Ssim#of(Tensor, Tensor) SSIM}, channel by channel; at most 1
 * @param modeCollapseRate the share of images, in [0, 1], on which the network {@linkplain ModeCollapse#PUBLISHED collapsed}:
 *     the output is more than 3 dB below the blurred input
 * @since 0.1.0
 */
public record ValidationFigures(double psnr, double ssim, double modeCollapseRate) {
    /** Validates a network on at least one image. */
    static ValidationFigures of(ValidationData validation, BiFunction<Tensor, MaskSet, Tensor> network) {
        double psnr = 0;
        double ssim = 0;
        double collapsed = 0;
        for (int i = 0; i < validation.size(); i++) {
            ValidationData.Example example = validation.example(i);
            Tensor sharp = example.sharp();
            Tensor restored = network.apply(example.blurred(), example.masks());
            double decibels = Psnr.of(restored, sharp);
            psnr += decibels;
            ssim += Ssim.of(restored, sharp);
            collapsed += ModeCollapse.PUBLISHED.between(Psnr.of(example.blurred(), sharp), decibels) ? 1 : 0;
        }
        return new ValidationFigures(psnr / validation.size(), ssim / validation.size(), collapsed / validation.size());
    }
}
