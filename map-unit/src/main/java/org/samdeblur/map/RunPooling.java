package org.samdeblur.map;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * Mask average pooling over masks that may overlap, by their run lengths. The sum over a run is the difference of a
 * running total at its end and at its start. The result at a pixel is a running total of the means of the masks that
 * contain it. Time grows with the number of pixels and runs.
 */
final class RunPooling {
    private final FeatureRows features;
    private final MaskSweep sweep;
    private final int channels;
    private final int width;
    private final int uncovered;
    private final RegionMeans means;

    private RunPooling(FeatureRows features, MaskSet masks) {
        this.features = features;
        sweep = new MaskSweep(masks);
        channels = features.channels();
        width = features.width();
        uncovered = masks.size();
        means = new RegionMeans(channels, masks.size() + 1);
    }

    static Tensor pool(FeatureRows features, MaskSet masks) {
        RunPooling pooling = new RunPooling(features, masks);
        pooling.sweep.walk(pooling.new Summing());
        return Tensor.create(
                pooled -> {
                    for (int channel = 0; channel < pooling.channels; channel++) {
                        pooling.sweep.walk(pooling.new WritingBack(channel, pooled));
                    }
                },
                features.channels(),
                features.height(),
                features.width());
    }

    /** Adds the running total to a mask's sum where a run ends, and subtracts it where a run starts. */
    private final class Summing implements MaskSweep.Visitor {
        private final double[] totals = new double[channels];
        private final float[][] row = new float[channels][width];
        private int rowEnd;
        private int position;
        private int depth;

        @Override
        public void enter(int mask) {
            depth++;
            addTotals(mask, -1);
        }

        @Override
        public void leave(int mask) {
            depth--;
            addTotals(mask, 1);
        }

        private void addTotals(int region, int sign) {
            means.addArea(region, (long) sign * position);
            for (int channel = 0; channel < channels; channel++) {
                means.add(channel, region, sign * totals[channel]);
            }
        }

        @Override
        public void stretch(int from, int to) {
            if (depth == 0) {
                addTotals(uncovered, -1);
            }
            while (position < to) {
                if (position == rowEnd) {
                    features.next(row);
                    rowEnd += width;
                }
                int end = Math.min(to, rowEnd);
                int rowStart = rowEnd - width;
                for (int channel = 0; channel < channels; channel++) {
                    totals[channel] += RegionMeans.sum(row[channel], position - rowStart, end - rowStart);
                }
                position = end;
            }
            if (depth == 0) {
                addTotals(uncovered, 1);
            }
        }
    }

    private final class WritingBack implements MaskSweep.Visitor {
        private final float[] ofChannel;
        private final FloatBuffer pooled;
        private final float[] constant = new float[width];
        private int depth;
        private double sum;

        WritingBack(int channel, FloatBuffer pooled) {
            ofChannel = means.ofChannel(channel);
            this.pooled = pooled;
        }

        @Override
        public void enter(int mask) {
            depth++;
            sum += ofChannel[mask];
        }

        @Override
        public void leave(int mask) {
            depth--;
            // restarting from zero outside all masks keeps rounding errors from accumulating
            sum = depth == 0 ? 0 : sum - ofChannel[mask];
        }

        @Override
        public void stretch(int from, int to) {
            Arrays.fill(constant, 0, Math.min(width, to - from), (float) (depth == 0 ? ofChannel[uncovered] : sum));
            for (int left = to - from; left > 0; left -= width) {
                pooled.put(constant, 0, Math.min(width, left));
            }
        }
    }
}
