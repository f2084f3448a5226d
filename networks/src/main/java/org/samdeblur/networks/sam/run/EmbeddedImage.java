package org.samdeblur.networks.sam.run;

import java.util.function.Consumer;
import org.samdeblur.networks.sam.graph.SamGeneration;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/** An image the encoder has seen. Prompts cost little from here on. May be used by multiple threads at once. */
public interface EmbeddedImage {
    /**
     * Returns how the decoder's masks lie on the image.
     *
     * @return the sizes
     */
    MaskFrame frame();

    /**
     * Returns what published code does around the network.
     *
     * @return the network's generation
     */
    SamGeneration generation();

    /**
     * Returns the same image with masks that end soon after it does: where it is not as high as the encoder's input, what lies
     * below shows nothing and need not be drawn.
     *
     * @return an image whose masks' logits are {@code [R, 4E]}, with at least two rows more than the image has, or
     *     {@code [4E, 4E]}
     */
    default EmbeddedImage withoutPadding() {
        return this;
    }

    /**
     * Answers prompts. Masks are shown one after the other, so that there never are many of them at once.
     *
     * @param prompts the prompts
     * @param choice which of the masks are wanted
     * @param iouAbove masks whose predicted intersection over union does not exceed this are left out and, where that saves
     *     work, never drawn; negative infinity for all
     * @param masks is shown the masks, on the calling thread, in the order of prompts, and of the decoder's outputs within a
     *     prompt; a mask's logits are valid during the call only
     */
    void decode(PromptBatch prompts, MaskChoice choice, float iouAbove, Consumer<DecodedMask> masks);
}
