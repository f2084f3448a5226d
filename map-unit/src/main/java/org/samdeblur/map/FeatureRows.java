package org.samdeblur.map;

import java.nio.FloatBuffer;
import org.samdeblur.api.Tensor;

/** Features of an image, row by row from the top, so that they need not all be in memory. */
interface FeatureRows {
    int channels();

    int height();

    int width();

    /**
     * Copies the next row.
     *
     * @param row {@code [channels][width]}, overwritten
     */
    void next(float[][] row);

    /** Returns the rows of a tensor {@code [channels, height, width]}. */
    static FeatureRows of(Tensor features) {
        return new TensorRows(features);
    }

    /** The rows of a tensor. */
    final class TensorRows implements FeatureRows {
        private final Tensor features;
        private final FloatBuffer data;
        private int y;

        private TensorRows(Tensor features) {
            this.features = features;
            this.data = features.data();
        }

        @Override
        public int channels() {
            return features.dim(0);
        }

        @Override
        public int height() {
            return features.dim(1);
        }

        @Override
        public int width() {
            return features.dim(2);
        }

        @Override
        public void next(float[][] row) {
            for (int channel = 0; channel < row.length; channel++) {
                data.get((channel * height() + y) * width(), row[channel]);
            }
            y++;
        }
    }
}
