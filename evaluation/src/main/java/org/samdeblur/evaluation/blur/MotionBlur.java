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
 * Blurs sharp images as a shaking camera and moving objects do: along random paths with sub-pixel positions, with
 * noise. The sharp image is that of the middle of the exposure: each blurred point is centred on its position at half
 * time. Images that stay unblurred get no noise.
 *
 * <p>When a camera moves sideways, near objects are blurred more than far ones. Therefore, in some images, blur grows
 * from one side to the other, as over a floor.
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
    private static final int MOVING_THINGS = 3;
    /** Samples from here on are highlights, which a camera may have clipped. */
    private static final float HIGHLIGHT = 0.95f;

    private final BlurSettings settings;
    private final ResponseTables film;

    /**
     * Creates a blur.
     *
     * @param settings the distribution of blurs
     */
    public MotionBlur(BlurSettings settings) {
        this.settings = settings;
        film = new ResponseTables(settings.exposure().response());
    }

    /**
     * Returns how far blur reaches. If a part of an image is blurred with this margin, its middle is as in the whole
     * image, except for moving objects and for blur that grows across the image, which depend on the pixels that are
     * given.
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
     * @param things masks of objects, of the image's size; moving objects are chosen among those that cover more than
     *     a hundredth of the image
     * @param seed determines all random choices
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
     * @param things masks of objects, of the same height and width; moving objects are chosen among those that cover
     *     more than a hundredth of the image
     * @param seed determines all random choices
     * @return {@code [3, H, W]}; noise may exceed [0, 1]
     * @throws IllegalArgumentException if the image has another shape, or values outside [0, 1]
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
        requireSamples(sharp.data());
        SplittableRandom random = new SplittableRandom(seed);
        if (RandomDecision.of(settings.scene().unblurred(), random)) {
            return Tensor.of(sharp.toArray(), sharp.shape());
        }
        float[] image = expose(sharp, things, random);
        settings.exposure().noise().addTo(image, sharp.dim(1), sharp.dim(2), random);
        return Tensor.of(image, sharp.shape());
    }

    private static void requireSamples(FloatBuffer values) {
        while (values.hasRemaining()) {
            float value = values.get();
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("an image to blur has values in [0, 1], not " + value);
            }
        }
    }

    private float[] expose(Tensor sharp, MaskSet things, SplittableRandom random) {
        int height = sharp.dim(1);
        int width = sharp.dim(2);
        Optional<ResponseTables> inLight =
                RandomDecision.of(settings.exposure().linearLight(), random) ? Optional.of(film) : Optional.empty();
        float[][] light = planes(sharp);
        inLight.ifPresent(lit -> expose(light, lit, random));
        Trajectory camera = trajectory(random);
        float[][] blurred = convolve(camera, light, height, width);
        if (RandomDecision.of(settings.scene().depth(), random)) {
            float[][] far = convolve(camera.scaled(random.nextDouble()), light, height, width);
            DepthRamp.draw(random).lay(blurred, far, height, width);
        }
        List<Mask> large = things.masks().stream()
                .filter(mask -> mask.area() > height * width / 100)
                .toList();
        for (int i = 0; i < Math.min(MOVING_THINGS, large.size()); i++) {
            if (RandomDecision.of(settings.scene().moving(), random)) {
                move(large.get(random.nextInt(large.size())), BlurKernel.of(trajectory(random)), light, blurred);
            }
        }
        inLight.ifPresent(lit -> Arrays.stream(blurred).forEach(lit::develop));
        return joined(blurred);
    }

    /** Turns samples into light; that of highlights may be brighter than white. */
    private void expose(float[][] samples, ResponseTables lit, SplittableRandom random) {
        boolean[] highlights = highlights(samples);
        Arrays.stream(samples).forEach(lit::expose);
        if (RandomDecision.of(settings.exposure().saturation(), random)) {
            brighten(samples, highlights, (float) random.nextDouble(1.25, 2.75));
        }
    }

    /** Which pixels have a highlight in any channel. */
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
