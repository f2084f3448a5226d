package org.samdeblur.examples.blur;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.samdeblur.api.Image;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * Blurs a sharp image as a camera does that shakes while things move: along random smooth trajectories, in linear light
 * (gamma 2.2), with a little noise. The same seed gives the same blur.
 */
public final class MotionBlur {
    private static final double GAMMA = 2.2;
    private static final double NOISE = 0.005;
    private static final int MOVING_OBJECTS = 3;

    private final double longest;
    private final SplittableRandom random;

    /**
     * Sets up blurs of random lengths.
     *
     * @param longest the longest trajectory in pixels, above 0
     * @param seed decides on all that is random
     */
    public MotionBlur(double longest, long seed) {
        this.longest = longest;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Blurs an image, and in it up to three things along trajectories of their own.
     *
     * @param sharp the image
     * @param things masks of the image's size; those that move are drawn from the ones of more than a hundredth of it
     * @return the blurred image, 8 bits
     */
    public Image blur(Image sharp, MaskSet things) {
        int height = sharp.height();
        int width = sharp.width();
        float[][] light = light(sharp.toTensor());
        float[][] blurred = convolve(light, kernel(), height, width);
        List<Mask> large = things.masks().stream()
                .filter(mask -> mask.area() > height * width / 100)
                .toList();
        for (int i = 0; i < Math.min(MOVING_OBJECTS, large.size()); i++) {
            move(large.get(random.nextInt(large.size())), light, blurred, height, width);
        }
        return Image.of(develop(blurred, height, width));
    }

    /**
     * Blurs an image as a whole.
     *
     * @param sharp the image
     * @return the blurred image, 8 bits
     */
    public Image blur(Image sharp) {
        return blur(sharp, MaskSet.empty(sharp.height(), sharp.width()));
    }

    private BlurKernel kernel() {
        return BlurKernel.shake(random.nextDouble(longest / 4, longest), random);
    }

    /** Lays a thing that moved by itself over the image: what it covered while it moved, by how long it was there. */
    private void move(Mask mask, float[][] light, float[][] blurred, int height, int width) {
        BlurKernel kernel = kernel();
        float[] inside = new float[height * width];
        mask.forEachRun((from, to) -> Arrays.fill(inside, from, to, 1));
        float[] cover = kernel.convolve(inside, height, width);
        for (int channel = 0; channel < 3; channel++) {
            float[] thing = light[channel].clone();
            for (int i = 0; i < thing.length; i++) {
                thing[i] *= inside[i];
            }
            float[] moved = kernel.convolve(thing, height, width);
            for (int i = 0; i < moved.length; i++) {
                blurred[channel][i] = moved[i] + (1 - Math.min(cover[i], 1)) * blurred[channel][i];
            }
        }
    }

    private static float[][] light(Tensor image) {
        float[][] planes = new float[3][];
        for (int channel = 0; channel < 3; channel++) {
            planes[channel] = image.slice(channel, channel + 1).toArray();
            for (int i = 0; i < planes[channel].length; i++) {
                planes[channel][i] = (float) Math.pow(planes[channel][i], GAMMA);
            }
        }
        return planes;
    }

    private static float[][] convolve(float[][] planes, BlurKernel kernel, int height, int width) {
        float[][] blurred = new float[planes.length][];
        for (int channel = 0; channel < planes.length; channel++) {
            blurred[channel] = kernel.convolve(planes[channel], height, width);
        }
        return blurred;
    }

    private Tensor develop(float[][] light, int height, int width) {
        float[] values = new float[3 * height * width];
        for (int i = 0; i < values.length; i++) {
            float brightness = Math.max(light[i / (height * width)][i % (height * width)], 0);
            values[i] = (float) (Math.pow(brightness, 1 / GAMMA) + NOISE * gaussian());
        }
        return Tensor.of(values, 3, height, width);
    }

    /** Box–Muller, so that the numbers stay the same on every Java. */
    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
