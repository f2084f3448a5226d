package org.samdeblur.api.finish;

import java.util.Arrays;
import java.util.Optional;

/**
 * The weighted mean of an input and an output, which is first clamped to [0, 1]. Not safe for use by multiple threads.
 */
public final class MixedRows implements ColourRows {
    private final ColourRows input;
    private final ColourRows output;
    private final float strength;
    private final Optional<CollapsedBlocks> faded;
    private final float[] unmixed;
    private final float[] shares;

    /**
     * Mixes two images.
     *
     * @param input the input's colours, in [0, 1]
     * @param output the output's colours
     * @param width the width of both images in pixels
     * @param strength the weight of the output, in [0, 1]
     * @param faded where to fade back to the input
     */
    public MixedRows(ColourRows input, ColourRows output, int width, float strength, Optional<CollapsedBlocks> faded) {
        this.input = input;
        this.output = output;
        this.strength = strength;
        this.faded = faded;
        this.unmixed = new float[width];
        this.shares = new float[width];
        Arrays.fill(shares, 1);
    }

    @Override
    public void read(int channel, int y, float[] values) {
        input.read(channel, y, unmixed);
        output.read(channel, y, values);
        faded.ifPresent(blocks -> blocks.kept(y, shares));
        for (int x = 0; x < values.length; x++) {
            float clamped = Math.min(Math.max(values[x], 0f), 1f);
            float share = strength * shares[x];
            values[x] = (1 - share) * unmixed[x] + share * clamped; // exact for weights 0 and 1
        }
    }
}
