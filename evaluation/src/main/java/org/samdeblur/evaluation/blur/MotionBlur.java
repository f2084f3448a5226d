package org.samdeblur.evaluation.blur;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * Blurs sharp images like a shaking camera and moving objects: along random paths with sub-pixel positions, with
 * noise. The sharp image is that of the middle of the exposure: each blurred point is centred on its position at half
 * time. Images that stay unblurred get no noise.
 *
 * <p>When a camera moves sideways, near objects are blurred more than far ones. Therefore, in some images, blur grows
 * from one side to the other, as on a floor seen at an angle.
 *
 * <p>An object that moves on its own is drawn over the blurred image. Its opacity at each pixel is the share of the
 * exposure that it spends there, so its edges are as soft as its motion is long. Beyond its edges, the image repeats
 * its outermost pixels.
 *
 * <p>The same seed gives the same blur. Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MotionBlur {
    private static final int MOST_MOVING_OBJECTS = 3;
    /** Samples of at least this value are highlights, which a camera may have clipped. */
    private static final float HIGHLIGHT = 0.95f;

    private final BlurSettings settings;
    private final ResponseTables tables;

    /**
     * Creates a blur.
     *
     * @param settings the distribution of blurs
     */
    public MotionBlur(BlurSettings settings) {
        this.settings = settings;
        tables = new ResponseTables(settings.exposure().response());
    }

    /**
     * Returns the margin that blur needs. If a part of an image is blurred with this margin, its inner pixels are the
     * same as in the whole image, except for moving objects and for blur that grows across the image, because both
     * depend on all given pixels.
     *
     * @return pixels on each side, at least 2
     */
    public int reach() {
        return 2 + (int) Math.ceil(settings.trajectories().longest());
    }

    /**
     * Blurs an image.
     *
     * @param sharp the image
     * @param objects masks of objects, of the image's size; moving objects are chosen among those that cover more than
     *     a hundredth of the image
     * @param seed determines all random choices
     * @return the blurred image, RGB, 8 bits
     * @throws InvalidMaskException if the masks are of another size
     */
    public Image blur(Image sharp, MaskSet objects, long seed) {
        return Image.of(blur(sharp.toTensor(), objects, seed));
    }

    /**
     * Blurs an image.
     *
     * @param sharp {@code [3, H, W]} in [0, 1]
     * @param objects masks of objects, of the same height and width; moving objects are chosen among those that cover
     *     more than a hundredth of the image
     * @param seed determines all random choices
     * @return {@code [3, H, W]}; with noise, values may lie outside [0, 1]
     * @throws IllegalArgumentException if the image has another shape, or values outside [0, 1]
     * @throws InvalidMaskException if the masks are of another size
     */
    public Tensor blur(Tensor sharp, MaskSet objects, long seed) {
        if (sharp.rank() != 3 || sharp.dim(0) != 3) {
            throw new IllegalArgumentException("an image to blur must be [3, H, W], not " + sharp);
        }
        if (objects.height() != sharp.dim(1) || objects.width() != sharp.dim(2)) {
            throw new InvalidMaskException("masks of " + objects.width() + "×" + objects.height()
                    + " pixels do not fit an image of " + sharp.dim(2) + "×" + sharp.dim(1));
        }
        requireSamples(sharp.data());
        SplittableRandom random = new SplittableRandom(seed);
        if (RandomDecision.of(settings.scene().unblurred(), random)) {
            return Tensor.of(sharp.toArray(), sharp.shape());
        }
        float[] image = blurred(sharp, objects, random);
        settings.exposure().noise().addTo(image, sharp.dim(1), sharp.dim(2), random);
        return Tensor.of(image, sharp.shape());
    }

    private static void requireSamples(FloatBuffer values) {
        while (values.hasRemaining()) {
            float value = values.get();
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("an image to blur must have values in [0, 1], not " + value);
            }
        }
    }

    private float[] blurred(Tensor sharp, MaskSet objects, SplittableRandom random) {
        int height = sharp.dim(1);
        int width = sharp.dim(2);
        Optional<ResponseTables> inLight =
                RandomDecision.of(settings.exposure().linearLight(), random) ? Optional.of(tables) : Optional.empty();
        float[][] light = planes(sharp);
        inLight.ifPresent(lit -> toLight(light, lit, random));
        Trajectory camera = trajectory(random);
        float[][] blurred = convolve(camera, light, height, width);
        if (RandomDecision.of(settings.scene().depth(), random)) {
            float[][] far = convolve(camera.scaled(random.nextDouble()), light, height, width);
            DepthRamp.draw(random).blend(blurred, far, height, width);
        }
        List<Mask> large = objects.masks().stream()
                .filter(mask -> mask.area() > height * width / 100)
                .toList();
        for (int i = 0; i < Math.min(MOST_MOVING_OBJECTS, large.size()); i++) {
            if (RandomDecision.of(settings.scene().moving(), random)) {
                move(large.get(random.nextInt(large.size())), BlurKernel.of(trajectory(random)), light, blurred);
            }
        }
        inLight.ifPresent(lit -> Arrays.stream(blurred).forEach(lit::toSamples));
        return joined(blurred);
    }

    /** Converts samples to light in place. Highlights may become brighter than white. */
    private void toLight(float[][] samples, ResponseTables lit, SplittableRandom random) {
        boolean[] highlights = highlights(samples);
        Arrays.stream(samples).forEach(lit::toLight);
        if (RandomDecision.of(settings.exposure().saturation(), random)) {
            brighten(samples, highlights, (float) random.nextDouble(1.25, 2.75));
        }
    }

    /** Returns which pixels have a highlight in any channel. */
    private static boolean[] highlights(float[][] samples) {
        boolean[] highlights = new boolean[samples[0].length];
        for (float[] channel : samples) {
            for (int i = 0; i < channel.length; i++) {
                highlights[i] |= channel[i] >= HIGHLIGHT;
            }
        }
        return highlights;
    }

    private static void brighten(float[][] light, boolean[] highlights, float factor) {
        for (float[] channel : light) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] *= highlights[i] ? factor : 1;
            }
        }
    }

    private static float[][] convolve(Trajectory trajectory, float[][] light, int height, int width) {
        BlurKernel kernel = BlurKernel.of(trajectory);
        float[][] blurred = new float[light.length][];
        for (int channel = 0; channel < light.length; channel++) {
            blurred[channel] = kernel.convolve(light[channel], height, width);
        }
        return blurred;
    }

    private Trajectory trajectory(SplittableRandom random) {
        return Trajectory.draw(settings.trajectories(), random);
    }

    /**
     * Draws a moving object over the blurred image. Its opacity at a pixel is the share of the exposure spent there.
     */
    private static void move(Mask mask, BlurKernel kernel, float[][] light, float[][] blurred) {
        int height = mask.height();
        int width = mask.width();
        float[] inside = new float[height * width];
        mask.forEachRun((from, to) -> Arrays.fill(inside, from, to, 1));
        float[] cover = kernel.convolve(inside, height, width);
        for (int channel = 0; channel < 3; channel++) {
            float[] object = light[channel].clone();
            for (int i = 0; i < object.length; i++) {
                object[i] *= inside[i];
            }
            float[] moved = kernel.convolve(object, height, width);
            for (int i = 0; i < moved.length; i++) {
                blurred[channel][i] = moved[i] + (1 - Math.min(cover[i], 1)) * blurred[channel][i];
            }
        }
    }

    private static float[][] planes(Tensor image) {
        float[][] planes = new float[3][];
        for (int channel = 0; channel < 3; channel++) {
            planes[channel] = image.slice(channel, channel + 1).toArray();
        }
        return planes;
    }

    private static float[] joined(float[][] planes) {
        int pixels = planes[0].length;
        float[] values = new float[3 * pixels];
        for (int channel = 0; channel < 3; channel++) {
            System.arraycopy(planes[channel], 0, values, channel * pixels, pixels);
        }
        return values;
    }
}
