package org.samdeblur.api.finish;

/**
 * Colours between those of an input and those of an output, which is clamped to [0, 1] first. Not safe for use by many threads.
 *
 * @param input the input's colours, in [0, 1]
 * @param output the output's colours
 * @param strength the output's share, in [0, 1]
 * @param unmixed holds a row of the input
 */
public record MixedRows(ColourRows input, ColourRows output, float strength, float[] unmixed) implements ColourRows {
    @Override
    public void read(int channel, int y, float[] values) {
        input.read(channel, y, unmixed);
        output.read(channel, y, values);
        for (int x = 0; x < values.length; x++) {
            float clamped = Math.min(Math.max(values[x], 0f), 1f);
            values[x] = (1 - strength) * unmixed[x] + strength * clamped; // exact for a strength of 0 and of 1
        }
    }
}
