package org.samdeblur.networks.sam;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.automatic.MaskUpsampler;
import org.samdeblur.networks.sam.run.DecodedMask;
import org.samdeblur.networks.sam.run.EmbeddedImage;
import org.samdeblur.networks.sam.run.MaskChoice;

/**
 * An image that a {@link SamSegmenter} has encoded, ready for prompts. Immutable; safe for use by multiple threads,
 * as long as the segmenter is open.
 *
 * @since 0.1.0
 */
public final class SamImage {
    private final EmbeddedImage image;

    SamImage(EmbeddedImage image) {
        this.image = image;
    }

    /**
     * Returns the image's size.
     *
     * @return rows and columns
     */
    public ImageSize size() {
        return image.frame().image();
    }

    /**
     * Returns the mask for an unambiguous prompt, such as several points or a box.
     *
     * @param prompt the prompt
     * @return the mask; {@code multimask_output=False} in the published code
     * @throws IllegalArgumentException if the prompt points outside the image or has a mask of another size
     */
    public PromptedMask mask(Prompt prompt) {
        return answer(prompt, MaskChoice.SINGLE).get(0);
    }

    /**
     * Returns several masks for an ambiguous prompt: a single point, for example, may mean a part, an object, or a
     * group.
     *
     * @param prompt the prompt
     * @return the masks in the network's order, three for the published models; {@code multimask_output=True} in the published
     *     code
     * @throws IllegalArgumentException if the prompt points outside the image or has a mask of another size
     */
    public List<PromptedMask> masks(Prompt prompt) {
        return answer(prompt, MaskChoice.SEVERAL);
    }

    private List<PromptedMask> answer(Prompt prompt, MaskChoice choice) {
        MaskUpsampler upsampler = new MaskUpsampler(image.frame(), 0);
        List<PromptedMask> answers = new ArrayList<>();
        image.decode(
                PromptTranslation.of(prompt, image.frame(), image.generation()),
                choice,
                Float.NEGATIVE_INFINITY,
                mask -> answers.add(answer(mask, upsampler)));
        return List.copyOf(answers);
    }

    /** The decoder's logits are its own again when this returns. */
    private PromptedMask answer(DecodedMask mask, MaskUpsampler upsampler) {
        Tensor logits = image.generation().asMaskPrompt(mask.logits());
        return new PromptedMask(upsampler.read(mask.logits()), mask.predictedIou(), logits);
    }
}
