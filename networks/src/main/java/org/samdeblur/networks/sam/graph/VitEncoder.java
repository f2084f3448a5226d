package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.architecture.Conv2d;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;
import org.samdeblur.networks.graph.Value.Axis;

/**
 * Writes the graph of SAM's image encoder. Between blocks, tokens are rows {@code [E · E, width]} in the image's order,
 * the form that fully connected layers take.
 */
final class VitEncoder {
    private static final float NORM_EPSILON = 1e-6f;

    /** 16 MB of attention scores; with twice as many, attention over the image took 25% longer. */
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

    static Graph write(VitLayout layout, CheckpointGraph weights) {
        return write(layout, weights, SCORES_AT_ONCE);
    }

    /** Writes the encoder with another limit for the attention scores in memory at a time. */
    static Graph write(VitLayout layout, CheckpointGraph weights, int scoresAtOnce) {
        return weights.write(
                layout.architecture() + " encoder",
                network -> new VitEncoder(layout, scoresAtOnce, network.under(VitLayout.PREFIX)).write());
    }

    private void write() {
        Axis size = Axis.fixed(layout.shape().imageSize());
        Operand image = graph.operand(graph.input("image", Axis.fixed(1), Axis.fixed(3), size, size));
        Axis grid = Axis.fixed(layout.grid());
        graph.output(
                DecoderNames.EMBEDDING,
                neck(blocks(patches(image))).name(),
                Axis.fixed(1),
                Axis.fixed(layout.channels()),
                grid,
                grid);
    }

    private Operand patches(Operand image) {
        int grid = layout.grid();
        Conv2d patches = Conv2d.of(3, layout.width(), layout.patchSize())
                .stride(layout.patchSize())
                .padding(0);
        Operand positions = layers.weight("pos_embed", Initial.constant(0), 1, grid, grid, layout.width());
        return layers.conv2d("patch_embed.proj", image, patches)
                .transpose(0, 2, 3, 1)
                .add(positions)
                .reshape((long) grid * grid, layout.width());
    }

    private Operand blocks(Operand rows) {
        Operand x = rows;
        for (int block = 0; block < layout.windows().size(); block++) {
            x = block(layers.under("blocks." + block), layout.windows().get(block), x);
        }
        return x;
    }

    private Operand block(Layers block, int window, Operand rows) {
        Windows windows = new Windows(layout.grid(), window, layout.width());
        VitAttention attention = new VitAttention(windows, layout.heads(), scoresAtOnce, block.under("attn"));
        Operand attended = rows.add(attention.write(normalised(block, "norm1", rows)));
        return attended.add(perceptron(block.under("mlp"), normalised(block, "norm2", attended)));
    }

    private Operand normalised(Layers block, String norm, Operand rows) {
        return block.layerNorm(norm, rows, layout.width(), NORM_EPSILON);
    }

    private Operand perceptron(Layers mlp, Operand rows) {
        int width = layout.width();
        Operand hidden = mlp.linearOfRows("lin1", rows, width, layout.hidden()).gelu();
        return mlp.linearOfRows("lin2", hidden, layout.hidden(), width);
    }

    private Operand neck(Operand rows) {
        int channels = layout.channels();
        Operand map = rows.transpose(1, 0).reshape(1, layout.width(), layout.grid(), layout.grid());
        return Neck.write(layers.under("neck"), map, layout.width(), channels);
    }
}
