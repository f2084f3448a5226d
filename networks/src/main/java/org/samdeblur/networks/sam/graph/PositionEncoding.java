package org.samdeblur.networks.sam.graph;

import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.GraphBuilder;

/** Encodes places as sines and cosines of random spatial frequencies (Tancik et al., Fourier Features, NeurIPS 2020). */
final class PositionEncoding {
    private static final String FREQUENCIES = "positional_encoding_gaussian_matrix";

    private final Layers layers;
    private final SamShape shape;

    PositionEncoding(Layers promptEncoder, SamShape shape) {
        this.layers = promptEncoder.under("pe_layer");
        this.shape = shape;
    }

    /** The code of points {@code [B, N, 2]}, given in pixels of the encoder's input; {@code [B, N, C]}. */
    String ofPoints(String points) {
        GraphBuilder graph = layers.graph();
        String centres = graph.add(points, graph.scalar(0.5f));
        String unit = graph.mul(centres, graph.scalar(1f / shape.imageSize()));
        String signed = graph.sub(graph.mul(unit, graph.scalar(2)), graph.scalar(1));
        String phase =
                graph.mul(graph.matmul(signed, layers.weightOf(FREQUENCIES)), graph.scalar((float) (2 * Math.PI)));
        return graph.concat(-1, graph.op("Sin", phase), graph.op("Cos", phase));
    }

    /** The code of every place of the embedding, row by row; a constant {@code [1, E·E, C]}. */
    String ofImageTokens() {
        return layers.graph().constant(imageTokens());
    }

    private Constant imageTokens() {
        int size = shape.embeddingSize();
        Tensor frequencies = layers.values(FREQUENCIES);
        int half = frequencies.dim(1);
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
