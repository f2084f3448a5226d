package org.samdeblur.networks.deblur;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes the graph of a NAFNet or one of its kin: a U-net of blocks without activation functions, in which half of the
 * channels gate the other half. The MAP encoder of a SegNAFNet is no part of it.
 */
final class NafNet {
    private static final int FULL_RESOLUTION = 0;
    private static final float NORM_EPSILON = 1e-6f;

    private final NafNetLayout layout;
    private final Layers layers;
    private final ChannelAttention attention;

    private NafNet(NafNetLayout layout, Layers layers, ChannelAttention attention) {
        this.layout = layout;
        this.layers = layers;
        this.attention = attention;
    }

    /** The network as trained: channels are weighed by their means over the whole map. */
    static Graph withGlobalMeans(NafNetLayout layout, Checkpoint checkpoint) {
        return write(layout, checkpoint, new GlobalAttention());
    }

    /** The network with TLC: channels are weighed by their means over a window. */
    static Graph withLocalMeans(NafNetLayout layout, Checkpoint checkpoint, LocalWindow window) {
        return write(layout, checkpoint, new LocalAttention(layout.sizeMultiple(), window));
    }

    private static Graph write(NafNetLayout layout, Checkpoint checkpoint, ChannelAttention attention) {
        GraphBuilder graph = new GraphBuilder(layout.architecture());
        String input = graph.input("input", ImageAxes.of(layout.inputChannels()));
        String output = new NafNet(layout, Layers.of(checkpoint, graph), attention).write(input);
        graph.output("output", output, ImageAxes.of(NafNetLayout.IMAGE_CHANNELS));
        return graph.build();
    }

    private String write(String input) {
        Deque<String> skipped = new ArrayDeque<>();
        String x = layers.convolution("intro", input, 1);
        for (int level = FULL_RESOLUTION; level < layout.levels(); level++) {
            x = blocks("encoders." + level, layout.encoderBlocks().get(level), x, level);
            skipped.push(x);
            x = layers.convolution("downs." + level, x, 2);
        }
        x = blocks("middle_blks", layout.middleBlocks(), x, layout.levels());
        for (int step = 0; step < layout.levels(); step++) {
            Layers up = layers.under("ups." + step);
            x = up.graph().pixelShuffle(up.convolution("0", x, 1), 2);
            x = up.graph().add(x, skipped.pop());
            x = blocks("decoders." + step, layout.decoderBlocks().get(step), x, layout.levels() - 1 - step);
        }
        return layers.graph().add(layers.convolution("ending", x, 1), image(input));
    }

    /** The image itself, which the network corrects. */
    private String image(String input) {
        return layout.inputChannels() == NafNetLayout.IMAGE_CHANNELS
                ? input
                : layers.graph().slice(input, 1, 0, NafNetLayout.IMAGE_CHANNELS);
    }

    private String blocks(String name, int count, String x, int level) {
        String y = x;
        for (int block = 0; block < count; block++) {
            y = block(layers.under(name + "." + block), y, level);
        }
        return y;
    }

    private String block(Layers block, String x, int level) {
        String y = block.graph().add(x, block.scaled("beta", spatial(block, x, level)));
        return block.graph().add(y, block.scaled("gamma", pointwise(block, y)));
    }

    private String spatial(Layers block, String x, int level) {
        String y = block.channelNorm("norm1", x, NORM_EPSILON);
        y = block.depthwiseConvolution("conv2", block.convolution("conv1", y, 1));
        y = attention.write(block.under("sca"), simpleGate(block, y), level);
        return block.convolution("conv3", y, 1);
    }

    private static String pointwise(Layers block, String x) {
        String y = block.convolution("conv4", block.channelNorm("norm2", x, NORM_EPSILON), 1);
        return block.convolution("conv5", simpleGate(block, y), 1);
    }

    private static String simpleGate(Layers block, String x) {
        GraphBuilder graph = block.graph().under("sg");
        List<String> halves = graph.chunk(x, 1, 2);
        return graph.mul(halves.get(0), halves.get(1));
    }
}
