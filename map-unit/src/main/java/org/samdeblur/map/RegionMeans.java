package org.samdeblur.map;

import java.util.stream.IntStream;

/** Adds up features by region in double precision, and computes the means. */
final class RegionMeans {
    private final double[][] sums;
    private final long[] areas;

    RegionMeans(int channels, int regions) {
        sums = new double[channels][regions];
        areas = new long[regions];
    }

    void add(int channel, int region, double sum) {
        sums[channel][region] += sum;
    }

    void addArea(int region, long pixels) {
        areas[region] += pixels;
    }

    /** Returns the means of one channel by region; 0 for regions without pixels. */
    float[] ofChannel(int channel) {
        float[] means = new float[areas.length];
        for (int region = 0; region < means.length; region++) {
            means[region] = areas[region] == 0 ? 0 : (float) (sums[channel][region] / areas[region]);
        }
        return means;
    }

    /** Returns the means by channel and region. */
    float[][] ofChannels() {
        return IntStream.range(0, sums.length).mapToObj(this::ofChannel).toArray(float[][]::new);
    }

    /** Adds up part of a row of features. */
    static double sum(float[] row, int from, int to) {
        double sum = 0;
        for (int x = from; x < to; x++) {
            sum += row[x];
        }
        return sum;
    }
}
