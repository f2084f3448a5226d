package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Writes the graph of SAM's image encoder. Between blocks, tokens are rows {@code [E · E, width]}, row by row of the image, as
 * fully connected layers take them.
 */
final class VitEncoder {
    private static final float NORM_EPSILON = 1e-6f;

    /** 16 MB of attention scores; with twice as many, attention over the image took a quarter more time. */
    private static final int SCORES_AT_ONCE = 1 << 22;

    private final VitLayout layout;
    private final int scoresAtOnce;
    private final Layers layers;
    private final GraphBuilder graph;

    private VitEncoder(VitLayout layout, int scoresAtOnce, Layers layers) {
        this.layout = layout;
        this.scoresAtOnce = scoresAtOnce;
        this.layers = layers;
        this.graph = layers.graph();
    }

    static Graph write(VitLayout layout, Checkpoint checkpoint) {
        return write(layout, checkpoint, SCORES_AT_ONCE);
    }

    /** Writes the encoder with another limit for the scores of attention that are there at a time. */
    static Graph write(VitLayout layout, Checkpoint checkpoint, int scoresAtOnce) {
        GraphBuilder graph = new GraphBuilder(layout.architecture() + " encoder");
        int size = layout.shape().imageSize();
        String image = graph.input("image", Axis.fixed(1), Axis.fixed(3), Axis.fixed(size), Axis.fixed(size));
        VitEncoder encoder = new VitEncoder(
                layout, scoresAtOnce, Layers.of(checkpoint, graph).under(VitLayout.PREFIX));
        String embedding = encoder.neck(encoder.blocks(encoder.patches(image)));
        graph.output(
                DecoderNames.EMBEDDING,
                embedding,
                Axis.fixed(1),
                Axis.fixed(layout.channels()),
                Axis.fixed(layout.grid()),
                Axis.fixed(layout.grid()));
        return graph.build();
    }

    private String patches(String image) {
        String map = layers.convolution("patch_embed.proj", image, layout.patchSize());
        String tokens = graph.add(graph.transpose(map, 0, 2, 3, 1), layers.weightOf("pos_embed"));
        return graph.reshape(tokens, tokens(), layout.width());
    }

    private String blocks(String rows) {
        String x = rows;
        for (int block = 0; block < layout.windows().size(); block++) {
            x = block(layers.under("blocks." + block), layout.windows().get(block), x);
        }
        return x;
    }

    private String block(Layers block, int window, String rows) {
        Windows windows = new Windows(layout.grid(), window, layout.width());
        VitAttention attention = new VitAttention(windows, layout.heads(), scoresAtOnce, block.under("attn"));
        String attended = graph.add(rows, attention.write(block.layerNorm("norm1", rows, NORM_EPSILON)));
        return graph.add(attended, perceptron(block.under("mlp"), block.layerNorm("norm2", attended, NORM_EPSILON)));
    }

    private String perceptron(Layers mlp, String rows) {
        return mlp.linear("lin2", mlp.graph().gelu(mlp.linear("lin1", rows)));
    }

    private String neck(String rows) {
        Layers neck = layers.under("neck");
        GraphBuilder g = neck.graph();
        String map = g.reshape(g.transpose(rows, 1, 0), 1, layout.width(), layout.grid(), layout.grid());
        String narrow = neck.channelNorm("1", neck.convolution("0", map, 1), NORM_EPSILON);
        return neck.channelNorm("3", neck.convolution("2", narrow, 1), NORM_EPSILON);
    }

    private int tokens() {
        return layout.grid() * layout.grid();
    }
}
