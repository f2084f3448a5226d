package org.samdeblur.training.data;

import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * A patch to train with, or a whole image to validate with: a network's input and the target for its output.
 *
 * @param input the blurred patch, {@code [3, H, W]} in [0, 1]
 * @param target the sharp patch, {@code [3, H, W]} in [0, 1]
 * @param masks the masks of the image, cut to the patch; masks outside the patch are empty, or dropped at the end
 * @since 0.1.0
 */
public record Sample(Tensor input, Tensor target, MaskSet masks) {}
