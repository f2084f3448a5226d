package org.samdeblur.evaluation.blur;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * Blurs sharp images as a camera does that shakes while things move: along random trajectories between the pixels, in linear
 * light if the settings do not say otherwise, with noise. Light is the samples' 2.2th power, which Nah et al., Deep Multi-scale Convolutional Neural Network for
 * Dynamic Scene Deblurring (2017), take for GoPro's.
 *
 * <p>A thing that moves by itself is laid over the image blurred as a whole, as opaque everywhere as the time it was there: its
 * edges are as soft as its motion is long. Beyond the image's edges its outermost pixels go on.
 *
 * <p>The same seed gives the same blur. Immutable; safe for use by many threads.
 */
public final class MotionBlur {
    private static final double GAMMA = 2.2;
    private static final int MOVING_THINGS = 3;

    private final BlurSettings settings;

    /**
     * Sets up blurs.
     *
     * @param settings which of them are drawn
     */
    public MotionBlur(BlurSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns how far blur reaches. A part of an image with so much around it is blurred as the whole image would be, but for
     * things that move, which are found in what is given.
     *
     * @return pixels on each side, at least 2
     */
    public int reach() {
        return 2 + (int) Math.ceil(settings.longest());
    }

    /**
     * Blurs an image.
     *
     * @param sharp the image
     * @param things masks of the image's size; those that move are drawn from the ones of more than a hundredth of it
     * @param seed decides on all that is random
     * @return the blurred image, RGB, 8 bits
     * @throws InvalidMaskException if the masks are of another size
     */
    public Image blur(Image sharp, MaskSet things, long seed) {
        return Image.of(blur(sharp.toTensor(), things, seed));
    }

    /**
     * Blurs an image.
     *
     * @param sharp {@code [3, H, W]} in [0, 1]
     * @param things masks of the same height and width; those that move are drawn from the ones of more than a hundredth of it
     * @param seed decides on all that is random
     * @return {@code [3, H, W]}; noise may go beyond [0, 1]
     * @throws InvalidMaskException if the masks are of another size
     */
    public Tensor blur(Tensor sharp, MaskSet things, long seed) {
        if (sharp.rank() != 3 || sharp.dim(0) != 3) {
            throw new IllegalArgumentException("an image to blur is [3, H, W], not " + sharp);
        }
        if (things.height() != sharp.dim(1) || things.width() != sharp.dim(2)) {
            throw new InvalidMaskException("masks of " + things.width() + "×" + things.height()
                    + " pixels do not fit an image of " + sharp.dim(2) + "×" + sharp.dim(1));
        }
        SplittableRandom random = new SplittableRandom(seed);
        float[] image = Chance.of(settings.unblurred(), random) ? sharp.toArray() : expose(sharp, things, random);
        addNoise(image, random);
        return Tensor.of(image, sharp.shape());
    }

    private float[] expose(Tensor sharp, MaskSet things, SplittableRandom random) {
        int height = sharp.dim(1);
        int width = sharp.dim(2);
        double gamma = Chance.of(settings.linearLight(), random) ? GAMMA : 1;
        float[][] light = light(sharp, gamma);
        BlurKernel camera = kernel(random);
        float[][] blurred = new float[3][];
        for (int channel = 0; channel < 3; channel++) {
            blurred[channel] = camera.convolve(light[channel], height, width);
        }
        List<Mask> large = things.masks().stream()
                .filter(mask -> mask.area() > height * width / 100)
                .toList();
        for (int i = 0; i < Math.min(MOVING_THINGS, large.size()); i++) {
            if (Chance.of(settings.moving(), random)) {
                move(large.get(random.nextInt(large.size())), kernel(random), light, blurred);
            }
        }
        return develop(blurred, gamma);
    }

    private BlurKernel kernel(SplittableRandom random) {
        double shortest = settings.shortest();
        double longest = settings.longest();
        double length = shortest == longest ? longest : random.nextDouble(shortest, longest);
        return BlurKernel.of(Trajectory.shake(length, settings.jolts(), random));
    }

    /** Lays a thing that moved by itself over the image: what it covered while it moved, by how long it was there. */
    private static void move(Mask mask, BlurKernel kernel, float[][] light, float[][] blurred) {
        int height = mask.height();
        int width = mask.width();
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

    private static float[][] light(Tensor image, double gamma) {
        float[][] planes = new float[3][];
        for (int channel = 0; channel < 3; channel++) {
            planes[channel] = image.slice(channel, channel + 1).toArray();
            for (int i = 0; i < planes[channel].length; i++) {
                planes[channel][i] = (float) Math.pow(planes[channel][i], gamma);
            }
        }
        return planes;
    }

    private static float[] develop(float[][] light, double gamma) {
        int pixels = light[0].length;
        float[] values = new float[3 * pixels];
        for (int channel = 0; channel < 3; channel++) {
            for (int i = 0; i < pixels; i++) {
                values[channel * pixels + i] = (float) Math.pow(Math.max(light[channel][i], 0), 1 / gamma);
            }
        }
        return values;
    }

    private void addNoise(float[] image, SplittableRandom random) {
        if (settings.noise() > 0) {
            for (int i = 0; i < image.length; i++) {
                image[i] += (float) (settings.noise() * gaussian(random));
            }
        }
    }

    /** Box–Muller, so that the numbers stay the same on every Java. */
    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
