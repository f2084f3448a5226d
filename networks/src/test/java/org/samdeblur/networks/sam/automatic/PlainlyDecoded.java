package org.samdeblur.networks.sam.automatic;

import java.util.Map;
import java.util.function.Consumer;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.sam.graph.SamGeneration;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.run.DecodedMask;
import org.samdeblur.networks.sam.run.EmbeddedImage;
import org.samdeblur.networks.sam.run.MaskChoice;
import org.samdeblur.networks.sam.run.PromptBatch;

/**
 * An image whose prompts a plain decoder answers, one run for every batch, to judge the generator alone.
 *
 * @param frame how masks lie on the image
 * @param embedding {@code [1, C, E, E]}
 * @param decoder the plain decoder
 */
record PlainlyDecoded(MaskFrame frame, Tensor embedding, GraphSession decoder) implements EmbeddedImage {
    @Override
    public SamGeneration generation() {
        return SamGeneration.SAM;
    }

    @Override
    public void decode(PromptBatch prompts, MaskChoice choice, float iouAbove, Consumer<DecodedMask> masks) {
        int size = frame.mask();
        Map<String, Tensor> answers = decoder.run(Map.of(
                "image_embeddings", embedding,
                "point_coords", prompts.coordinates(),
                "point_labels", prompts.labels(),
                "mask_input", Tensor.zeros(1, 1, size, size),
                "has_mask_input", Tensor.zeros(1)));
        Tensor logits = answers.get("low_res_masks");
        Tensor iou = answers.get("iou_predictions");
        for (int prompt = 0; prompt < prompts.size(); prompt++) {
            Tensor own = logits.slice(prompt, prompt + 1).reshape(logits.dim(1), size, size);
            for (int output = 1; output < logits.dim(1); output++) {
                if (iou.get(prompt, output) > iouAbove) {
                    Tensor mask = own.slice(output, output + 1).reshape(size, size);
                    masks.accept(new DecodedMask(prompt, output, iou.get(prompt, output), mask));
                }
            }
        }
    }
}
