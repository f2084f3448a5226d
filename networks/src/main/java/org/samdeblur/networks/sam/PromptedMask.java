package org.samdeblur.networks.sam;

import org.samdeblur.api.Mask;
import org.samdeblur.api.Tensor;

/**
 * A network's answer to a prompt.
 *
 * @param mask the pixels, of the image's size
 * @param predictedIou the network's estimate of the mask's intersection over union with what was meant; about [0, 1], not
 *     clamped
 * @param logits {@code [m, m]}, m being 256 in the published models: the mask as the network drew it, over the network's square
 *     input, inside where above 0. Serves as the start of a further prompt
 * @since 0.1.0
 */
public record PromptedMask(Mask mask, double predictedIou, Tensor logits) {}
