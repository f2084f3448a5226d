package org.samdeblur.networks.sam.graph;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value.Axis;

/** Writes the inputs of decoders, under the names that Segment Anything's exporter gives them. */
final class DecoderInputs {
    static final Axis ONE = Axis.fixed(1);
    static final Axis PROMPTS = Axis.any(DecoderNames.PROMPTS);
    private static final Axis POINTS_EACH = Axis.any(DecoderNames.POINTS_EACH);

    private DecoderInputs() {}

    static Operand embedding(GraphBuilder graph, SamShape shape) {
        Axis size = Axis.fixed(shape.embeddingSize());
        return input(graph, DecoderNames.EMBEDDING, ONE, Axis.fixed(shape.embeddingChannels()), size, size);
    }

    /** The finer maps, the finest first, with the given numbers of channels. */
    static List<Operand> finer(GraphBuilder graph, SamShape shape, int... channels) {
        List<Operand> maps = new ArrayList<>();
        for (int level = 0; level < channels.length; level++) {
            Axis size = Axis.fixed(shape.embeddingSize() << 2 - level);
            maps.add(input(graph, DecoderNames.FINER.get(level), ONE, Axis.fixed(channels[level]), size, size));
        }
        return maps;
    }

    static Operand points(GraphBuilder graph) {
        return input(graph, DecoderNames.POINTS, PROMPTS, POINTS_EACH, Axis.fixed(2));
    }

    static Operand labels(GraphBuilder graph) {
        return input(graph, DecoderNames.LABELS, PROMPTS, POINTS_EACH);
    }

    static Operand mask(GraphBuilder graph, SamShape shape) {
        Axis size = Axis.fixed(shape.maskSize());
        return input(graph, DecoderNames.MASK, ONE, ONE, size, size);
    }

    static Operand hasMask(GraphBuilder graph) {
        return input(graph, DecoderNames.HAS_MASK, ONE);
    }

    static Operand input(GraphBuilder graph, String name, Axis... shape) {
        return graph.operand(graph.input(name, shape));
    }
}
