package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

/** Names, as Segment Anything's exporter gives them, and axes of what goes into decoders and comes out of them. */
final class DecoderInputs {
    static final String EMBEDDING = "image_embeddings";
    static final String POINTS = "point_coords";
    static final String LABELS = "point_labels";
    static final String MASK = "mask_input";
    static final String HAS_MASK = "has_mask_input";
    static final String MASKS = "low_res_masks";
    static final String IOU = "iou_predictions";

    static final Axis ONE = Axis.fixed(1);
    static final Axis PROMPTS = Axis.any("prompts");
    private static final Axis POINTS_EACH = Axis.any("points");

    private DecoderInputs() {}

    static String embedding(GraphBuilder graph, SamShape shape) {
        Axis size = Axis.fixed(shape.embeddingSize());
        return graph.input(EMBEDDING, ONE, Axis.fixed(shape.embeddingChannels()), size, size);
    }

    static String points(GraphBuilder graph) {
        return graph.input(POINTS, PROMPTS, POINTS_EACH, Axis.fixed(2));
    }

    static String labels(GraphBuilder graph) {
        return graph.input(LABELS, PROMPTS, POINTS_EACH);
    }

    static String mask(GraphBuilder graph, SamShape shape) {
        Axis size = Axis.fixed(shape.maskSize());
        return graph.input(MASK, ONE, ONE, size, size);
    }

    static String hasMask(GraphBuilder graph) {
        return graph.input(HAS_MASK, ONE);
    }
}
