package org.samdeblur.training.data;

import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * A patch to train with, or a whole image: what a network is given, and what it should make of it.
 *
 * @param input the blurred patch, {@code [3, H, W]} in [0, 1]
 * @param target the sharp patch, {@code [3, H, W]} in [0, 1]
 * @param masks the masks of the patch, as they lie in its image: those that do not reach into the patch are empty
 * @since 0.1.0
 */
public record Sample(Tensor input, Tensor target, MaskSet masks) {}
