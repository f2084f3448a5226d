package org.samdeblur.networks.sam.graph;

import java.util.Optional;
import org.samdeblur.api.ImageSize;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.PixelInput;

/**
 * A Segment Anything model as graphs, which any engine can run. Immutable.
 *
 * @param name its name, such as a file name
 * @param architecture the kind of its encoder, such as {@code SAM ViT-B} or {@code MobileSAM}
 * @param generation its generation
 * @param shape the sizes that its parts share
 * @param pixels the form of the encoder's input
 * @param imageEncoder has one input, see {@code pixels}, and as outputs the embedding {@code [1, C, E, E]} and, for SAM
 *     2, the finer maps {@code high_res_feats_0 [1, c, 4E, 4E]} and {@code high_res_feats_1 [1, c', 2E, 2E]}
 * @param maskDecoder the plain decoder with the signature of Segment Anything's exporter. The inputs are {@code
 *     image_embeddings [1, C, E, E]}, {@code point_coords [B, N, 2]} (columns, rows, in pixels of the encoder's input),
 *     {@code point_labels [B, N]} (1 inside, 0 outside, 2 and 3 a box's corners, −1 no point), {@code mask_input [1, 1,
 *     4E, 4E]}, {@code has_mask_input [1]}, and for SAM 2 the finer maps; the outputs are {@code low_res_masks [B, K,
 *     4E, 4E]} (logits) and {@code iou_predictions [B, K]}
 * @param stages the decoder divided into stages, which saves work, if the network was read from a checkpoint
 * @param parameters the number of its weights
 * @since 0.1.0
 */
public record SamNetwork(
        String name,
        String architecture,
        SamGeneration generation,
        SamShape shape,
        PixelInput pixels,
        Graph imageEncoder,
        Graph maskDecoder,
        Optional<DecoderStages> stages,
        long parameters) {
    /**
     * Returns the position of masks on an image.
     *
     * @param image the image's size
     * @return how the image is resized for the encoder, and masks are interpolated to it
     */
    public MaskFrame frame(ImageSize image) {
        return pixels.frame(image, shape.imageSize(), shape.maskSize());
    }
}
