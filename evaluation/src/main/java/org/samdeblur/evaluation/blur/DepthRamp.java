package org.samdeblur.evaluation.blur;

import java.util.SplittableRandom;

/**
 * The nearness of each pixel of an image: a linear ramp, clamped to [0, 1], where 0 is far and 1 is near.
 *
 * @param right the increase from the left to the right edge of the image
 * @param down the increase from the top to the bottom edge
 * @param centre the value at the centre of the image, before clamping
 */
record DepthRamp(double right, double down, double centre) {
    static DepthRamp draw(SplittableRandom random) {
        double angle = random.nextDouble(2 * Math.PI);
        double steepness = random.nextDouble(1, 3);
        return new DepthRamp(steepness * Math.cos(angle), steepness * Math.sin(angle), random.nextDouble());
    }

    /** Blends a far image into a near one, in place, by the nearness of each pixel. */
    void blend(float[][] near, float[][] far, int height, int width) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double ramp =
                        centre + right * (x + 0.5 - width / 2.0) / width + down * (y + 0.5 - height / 2.0) / height;
                float weight = (float) Math.min(Math.max(ramp, 0), 1);
                int pixel = y * width + x;
                for (int channel = 0; channel < near.length; channel++) {
                    near[channel][pixel] = weight * near[channel][pixel] + (1 - weight) * far[channel][pixel];
                }
            }
        }
    }
}
