package org.samdeblur.map;

import java.util.Arrays;
import java.util.List;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * Mask average pooling as it is written down: one dense H×W mask for every one of N. The reference that the MAP unit must
 * agree with, and the baseline of the benchmark.
 */
final class DensePooling {
    private DensePooling() {}

    /** Writes masks out as N×H×W numbers, the uncovered region last. */
    static float[][] dense(MaskSet masks) {
        int pixels = masks.height() * masks.width();
        List<Mask> list = masks.masks();
        float[][] dense = new float[list.size() + 1][pixels];
        float[] uncovered = dense[list.size()];
        Arrays.fill(uncovered, 1);
        for (int n = 0; n < list.size(); n++) {
            float[] mask = dense[n];
            list.get(n).forEachRun((from, to) -> {
                Arrays.fill(mask, from, to, 1);
                Arrays.fill(uncovered, from, to, 0);
            });
        }
        return dense;
    }

    /** For every mask: multiply, sum, divide by the area, multiply by the mask again, add. */
    static Tensor pool(Tensor features, float[][] masks) {
        float[][] pooled = new float[features.dim(0)][];
        for (int channel = 0; channel < pooled.length; channel++) {
            pooled[channel] = pool(features.slice(channel, channel + 1).toArray(), masks);
        }
        return Tensor.create(values -> Arrays.stream(pooled).forEach(values::put), features.shape());
    }

    private static float[] pool(float[] features, float[][] masks) {
        float[] pooled = new float[features.length];
        for (float[] mask : masks) {
            double sum = 0;
            double area = 0;
            for (int i = 0; i < mask.length; i++) {
                sum += features[i] * mask[i];
                area += mask[i];
            }
            float mean = area == 0 ? 0 : (float) (sum / area);
            for (int i = 0; i < mask.length; i++) {
                pooled[i] += mean * mask[i];
            }
        }
        return pooled;
    }

    /** Makes a tensor of rows given out one by one. */
    static Tensor collect(FeatureRows rows) {
        int channels = rows.channels();
        float[][] row = new float[channels][rows.width()];
        return Tensor.create(
                values -> {
                    for (int y = 0; y < rows.height(); y++) {
                        rows.next(row);
                        for (int channel = 0; channel < channels; channel++) {
                            values.put((channel * rows.height() + y) * rows.width(), row[channel]);
                        }
                    }
                },
                channels,
                rows.height(),
                rows.width());
    }
}
