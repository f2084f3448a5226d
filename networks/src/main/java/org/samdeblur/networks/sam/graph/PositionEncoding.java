package org.samdeblur.networks.sam.graph;

import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;

/** Encodes positions as sines and cosines of random spatial frequencies (Tancik et al., Fourier Features, NeurIPS 2020). */
final class PositionEncoding {
    private static final String FREQUENCIES = "positional_encoding_gaussian_matrix";

    private final Layers layers;
    private final GraphBuilder graph;
    private final SamShape shape;
    private final int half;

    PositionEncoding(Layers promptEncoder, SamShape shape) {
        this.layers = promptEncoder.under("pe_layer");
        this.graph = layers.graph();
        this.shape = shape;
        this.half = shape.embeddingChannels() / 2;
    }

    /** Encodes points {@code [B, N, 2]} in pixels of the encoder's input; {@code [B, N, C]}. */
    Operand ofPoints(Operand points) {
        Operand unit = points.add(0.5f).mul(1f / shape.imageSize());
        Operand signed = unit.mul(2).sub(graph.operand(graph.scalar(1)));
        Operand frequencies = layers.weight(FREQUENCIES, DecoderTokens.EMBEDDING, 2, half);
        String phase = signed.matmul(frequencies).mul((float) (2 * Math.PI)).name();
        return graph.operand(graph.concat(-1, graph.op("Sin", phase), graph.op("Cos", phase)));
    }

    /** Encodes all positions of the embedding, row by row; a constant {@code [1, E·E, C]}. */
    Operand ofImageTokens() {
        return graph.operand(graph.constant(imageTokens()));
    }

    private Constant imageTokens() {
        int size = shape.embeddingSize();
        Tensor frequencies = layers.values(FREQUENCIES, 2, half);
        float[] flat = frequencies.toArray();
        return Constant.create(
                codes -> {
                    for (int place = 0; place < size * size; place++) {
                        double x = 2 * (place % size + 0.5) / size - 1;
                        double y = 2 * (place / size + 0.5) / size - 1;
                        for (int i = 0; i < half; i++) {
                            double phase = 2 * Math.PI * (x * flat[i] + y * flat[half + i]);
                            codes.put(2 * half * place + i, (float) Math.sin(phase));
                            codes.put(2 * half * place + half + i, (float) Math.cos(phase));
                        }
                    }
                },
                1,
                size * size,
                2 * half);
    }
}
