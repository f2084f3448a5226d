package org.samdeblur.networks.sam.graph;

import java.util.Optional;
import org.samdeblur.api.ImageSize;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.PixelInput;

/**
 * A Segment Anything model as graphs, ready for any engine. Immutable.
 *
 * @param name what to call it, such as its file name
 * @param architecture the kind of its encoder, such as {@code SAM ViT-B} or {@code MobileSAM}
 * @param generation what published code does around it
 * @param shape the sizes by which its parts fit together
 * @param pixels what the encoder takes
 * @param imageEncoder one input, see {@code pixels}; the embedding {@code [1, C, E, E]} comes out; of a SAM 2
 *     also the finer maps {@code high_res_feats_0 [1, c, 4E, 4E]} and {@code high_res_feats_1 [1, c', 2E, 2E]}
 * @param maskDecoder the plain decoder in the signature of Segment Anything's exporter: {@code image_embeddings [1, C, E, E]},
 *     {@code point_coords [B, N, 2]} (columns, rows, in pixels of the encoder's input), {@code point_labels [B, N]} (1 inside,
 *     0 outside, 2 and 3 a box's corners, −1 no point), {@code mask_input [1, 1, 4E, 4E]}, {@code has_mask_input [1]}, and of
 *     a SAM 2 the finer maps; makes
 *     {@code low_res_masks [B, K, 4E, 4E]} (logits) and {@code iou_predictions [B, K]}
 * @param stages the decoder cut where it saves work, if the network was read from a checkpoint
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
     * Lays masks over an image.
     *
     * @param image the image's size
     * @return how the image is resized for the encoder, and masks are brought to it
     */
    public MaskFrame frame(ImageSize image) {
        return pixels.frame(image, shape.imageSize(), shape.maskSize());
    }
}
