package org.samdeblur.networks.sam.run;

import java.util.List;

/** An image the encoder has seen. Prompts cost little from here on. May be used by many threads at once. */
public interface EmbeddedImage {
    /**
     * Returns how the decoder's masks lie on the image.
     *
     * @return the sizes
     */
    MaskFrame frame();

    /**
     * Answers prompts.
     *
     * @param prompts the prompts
     * @param choice which of the masks are wanted
     * @param iouAbove masks whose predicted intersection over union does not exceed this are left out and, where that saves
     *     work, never drawn; negative infinity for all
     * @return the masks in the order of prompts, and of the decoder's outputs within a prompt
     */
    List<DecodedMask> decode(PromptBatch prompts, MaskChoice choice, float iouAbove);
}
