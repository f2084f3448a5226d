package org.samdeblur.evaluation.blur;

import java.util.SplittableRandom;

/**
 * How near the parts of an image are: a ramp from far, 0, on one side to near, 1, on the other, as wide as the image is.
 *
 * @param right how the ramp rises along a row, in images
 * @param down how it rises along a column
 * @param start where it begins, at the centre of the image
 */
record DepthRamp(double right, double down, double start) {
    static DepthRamp draw(SplittableRandom random) {
        double angle = random.nextDouble(2 * Math.PI);
        double steepness = random.nextDouble(1, 3);
        return new DepthRamp(steepness * Math.cos(angle), steepness * Math.sin(angle), random.nextDouble());
    }

    /** Lays what is far over an image of what is near, as far as it is far. */
    void lay(float[][] near, float[][] far, int height, int width) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double ramp =
                        start + right * (x + 0.5 - width / 2.0) / width + down * (y + 0.5 - height / 2.0) / height;
                float weight = (float) Math.min(Math.max(ramp, 0), 1);
                int pixel = y * width + x;
                for (int channel = 0; channel < near.length; channel++) {
                    near[channel][pixel] = weight * near[channel][pixel] + (1 - weight) * far[channel][pixel];
                }
            }
        }
    }
}
