package org.samdeblur.map;

import java.nio.FloatBuffer;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * Mask average pooling over disjoint masks, for any number of masks in two passes: one adds up features by label, one
 * writes the means.
 */
final class LabelPooling {
    private final FeatureRows features;
    private final LabelMap labels;
    private final int width;
    private final RegionMeans means;

    /**
     * @param labels indexes of masks, or {@link MaskSet#UNCOVERED}
     * @param masks the number of masks
     */
    private LabelPooling(FeatureRows features, LabelMap labels, int masks) {
        this.features = features;
        this.labels = labels;
        width = features.width();
        means = new RegionMeans(features.channels(), regionOf(masks));
    }

    static Tensor pool(FeatureRows features, LabelMap labels, int masks) {
        LabelPooling pooling = new LabelPooling(features, labels, masks);
        pooling.sum();
        return Tensor.create(pooling::writeBack, features.channels(), features.height(), features.width());
    }

    /** Returns the region of a label. Region 0 is the uncovered one. */
    private static int regionOf(int label) {
        return label - MaskSet.UNCOVERED;
    }

    private void sum() {
        float[][] row = new float[features.channels()][width];
        for (int start = 0; start < labels.pixels(); start += width) {
            features.next(row);
            for (int from = 0; from < width; ) {
                int to = endOfStretch(start + from, start + width) - start;
                addStretch(regionOf(labels.at(start + from)), row, from, to);
                from = to;
            }
        }
    }

    private int endOfStretch(int from, int rowEnd) {
        int to = from + 1;
        while (to < rowEnd && labels.at(to) == labels.at(from)) {
            to++;
        }
        return to;
    }

    private void addStretch(int region, float[][] row, int from, int to) {
        means.addArea(region, to - from);
        for (int channel = 0; channel < row.length; channel++) {
            means.add(channel, region, RegionMeans.sum(row[channel], from, to));
        }
    }

    /** Writes the means. All channels of a row are written while its labels are in the cache. */
    private void writeBack(FloatBuffer pooled) {
        float[][] ofChannel = means.ofChannels();
        float[] row = new float[width];
        for (int start = 0; start < labels.pixels(); start += width) {
            for (int channel = 0; channel < ofChannel.length; channel++) {
                lookUp(ofChannel[channel], start, row);
                pooled.put(channel * labels.pixels() + start, row);
            }
        }
    }

    private void lookUp(float[] ofRegion, int start, float[] row) {
        for (int x = 0; x < row.length; x++) {
            row[x] = ofRegion[regionOf(labels.at(start + x))];
        }
    }
}
