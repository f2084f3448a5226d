package org.samdeblur.networks.mlwnet;

import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/** A learnt wavelet of two taps, which begins as Haar's. Every square of 2×2 pixels becomes four channels, and back. */
record HaarWavelet(Layers layers) {
    private static final float HAAR = (float) Math.sqrt(0.5);
    private static final Initial LOW = (values, random) -> values.put(HAAR).put(HAAR);
    private static final Initial HIGH = (values, random) -> values.put(HAAR).put(-HAAR);

    /**
     * Decomposes.
     *
     * @param x {@code [N, C, H, W]}
     * @return {@code [N, 4 · C, H/2, W/2]}: the channels of the approximation, then of horizontal, vertical and diagonal details
     */
    Operand decomposed(Operand x) {
        Operand squares = x.spaceToDepth(2);
        return filters("dec").matmul(squares.reshape(0, 4, -1)).reshape(squares.shape());
    }

    /**
     * Reconstructs.
     *
     * @param parts {@code [N, 4 · C, H/2, W/2]}
     * @return {@code [N, C, H, W]}
     */
    Operand reconstructed(Operand parts) {
        Operand squares = filters("rec").transpose(1, 0).matmul(parts.reshape(0, 4, -1));
        return squares.reshape(parts.shape()).depthToSpace(2);
    }

    /** The outer products of the low and high taps: {@code [filter, pixel of the square]}. */
    private Operand filters(String kind) {
        Operand low = layers.weight(kind + "_lo", LOW, 1, 2);
        Operand high = layers.weight(kind + "_hi", HIGH, 1, 2);
        Operand taps = low.concat(0, high);
        return taps.reshape(1, 2, 2, 1).mul(taps.reshape(2, 1, 1, 2)).reshape(4, 4);
    }

    /** The published code keeps every tap under further names. */
    void ignoreCopies() {
        for (String taps : new String[] {"lo", "hi"}) {
            layers.ignore("wavedec.dec_" + taps);
            layers.ignore("waverec.rec_" + taps);
        }
    }
}
