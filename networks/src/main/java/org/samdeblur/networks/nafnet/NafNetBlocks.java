package org.samdeblur.networks.nafnet;

import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * NAFNet's block with its published sizes, for networks that are made of it.
 *
 * @since 0.1.0
 */
public final class NafNetBlocks {
    private static final NafNetBlock PUBLISHED = new NafNetBlock(2, 2);

    private NafNetBlocks() {}

    /**
     * Writes a block.
     *
     * @param block the block's weights
     * @param x {@code [N, channels, H, W]}
     * @param channels the number of channels
     * @return the same shape
     */
    public static Operand write(Layers block, Operand x, int channels) {
        return PUBLISHED.write(block, x, channels, new GlobalMeans(), 0);
    }

    /**
     * Writes a block whose spatial half is another one.
     *
     * @param block the block's weights
     * @param x {@code [N, channels, H, W]}
     * @param spatial what the spatial half makes of x, to be scaled by {@code beta} and added
     * @param channels the number of channels
     * @return the same shape
     */
    public static Operand withSpatialHalf(Layers block, Operand x, Operand spatial, int channels) {
        Operand y = x.add(spatial.mul(NafNetBlock.scale(block, "beta", channels)));
        return PUBLISHED.withPointwiseHalf(block, y, channels);
    }
}
