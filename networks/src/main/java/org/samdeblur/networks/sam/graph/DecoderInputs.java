package org.samdeblur.networks.sam.graph;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

/** Writes the inputs of decoders, under the names that Segment Anything's exporter gives them. */
final class DecoderInputs {
    static final Axis ONE = Axis.fixed(1);
    static final Axis PROMPTS = Axis.any(DecoderNames.PROMPTS);
    private static final Axis POINTS_EACH = Axis.any(DecoderNames.POINTS_EACH);

    private DecoderInputs() {}

    static String embedding(GraphBuilder graph, SamShape shape) {
        Axis size = Axis.fixed(shape.embeddingSize());
        return graph.input(DecoderNames.EMBEDDING, ONE, Axis.fixed(shape.embeddingChannels()), size, size);
    }

    /** The finer maps, the finest first, of so many channels. */
    static List<String> finer(GraphBuilder graph, SamShape shape, int... channels) {
        List<String> maps = new ArrayList<>();
        for (int level = 0; level < channels.length; level++) {
            Axis size = Axis.fixed(shape.embeddingSize() << 2 - level);
            maps.add(graph.input(DecoderNames.FINER.get(level), ONE, Axis.fixed(channels[level]), size, size));
        }
        return maps;
    }

    static String points(GraphBuilder graph) {
        return graph.input(DecoderNames.POINTS, PROMPTS, POINTS_EACH, Axis.fixed(2));
    }

    static String labels(GraphBuilder graph) {
        return graph.input(DecoderNames.LABELS, PROMPTS, POINTS_EACH);
    }

    static String mask(GraphBuilder graph, SamShape shape) {
        Axis size = Axis.fixed(shape.maskSize());
        return graph.input(DecoderNames.MASK, ONE, ONE, size, size);
    }

    static String hasMask(GraphBuilder graph) {
        return graph.input(DecoderNames.HAS_MASK, ONE);
    }
}
