package org.samdeblur.training;

import java.util.List;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.training.data.Sample;
import org.samdeblur.training.data.SampleSource;

/**
 * Whole images to try a network on that is being trained.
 *
 * @since 0.1.0
 */
public interface ValidationData {
    /** Nothing to try on. */
    ValidationData NONE = of(List.of());

    /**
     * An image.
     *
     * @param blurred {@code [3, H, W]} in [0, 1], of any size from 11 pixels up, which SSIM's window takes
     * @param sharp {@code [3, H, W]} in [0, 1]
     * @param masks of that size
     */
    record Example(Tensor blurred, Tensor sharp, MaskSet masks) {}

    /**
     * Returns how many images there are.
     *
     * @return 0 or more
     */
    int size();

    /**
     * Returns an image.
     *
     * @param index from 0
     * @return the image
     */
    Example example(int index);

    /**
     * Makes data of images at hand.
     *
     * @param examples the images
     * @return the data
     */
    static ValidationData of(List<Example> examples) {
        List<Example> kept = List.copyOf(examples);
        return new ValidationData() {
            @Override
            public int size() {
                return kept.size();
            }

            @Override
            public Example example(int index) {
                return kept.get(index);
            }
        };
    }

    /**
     * Takes whole images of a source, one after the other. Their files' beginnings are looked at now.
     *
     * @param source the images
     * @param seed decides on blur that is made on purpose, of another kind for each image
     * @return the data
     * @throws SamDeblurException if a network cannot be tried on an image, as {@link SampleSource#requireRoomForSsim} says
     */
    static ValidationData of(SampleSource source, long seed) {
        source.requireRoomForSsim();
        return new ValidationData() {
            @Override
            public int size() {
                return source.size();
            }

            @Override
            public Example example(int index) {
                Sample whole = source.whole(index, seed + index);
                return new Example(whole.input(), whole.target(), whole.masks());
            }
        };
    }
}
