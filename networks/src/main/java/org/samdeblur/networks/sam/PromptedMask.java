package org.samdeblur.networks.sam;

import org.samdeblur.api.Mask;
import org.samdeblur.api.Tensor;

/**
 * A network's answer to a prompt. Immutable.
 *
 * @param mask the pixels, of the image's size
 * @param predictedIou the network's estimate of the intersection over union of the mask and the object; about 0 to 1,
 *     not clamped
 * @param logits {@code [m, m]}, with m = 256 in the published models: the network's output over its square input,
 *     positive inside the mask. Used by prompts that start from this mask
 * @since 0.1.0
 */
public record PromptedMask(Mask mask, double predictedIou, Tensor logits) {}
