package org.samdeblur.networks.sam.run;

import org.samdeblur.api.Tensor;

/**
 * A mask as the decoder draws it.
 *
 * @param prompt which prompt of the batch it answers, from 0
 * @param output which of the decoder's masks it is, 0 being the one for unambiguous prompts
 * @param predictedIou the network's estimate of its intersection over union with the truth
 * @param logits {@code [4E, 4E]}, inside where above 0; its memory is used again for later masks, so copy what is
 *     to be kept
 */
public record DecodedMask(int prompt, int output, float predictedIou, Tensor logits) {}
