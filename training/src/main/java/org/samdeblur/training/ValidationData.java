package org.samdeblur.training;

import java.util.List;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Tensor;
import org.samdeblur.training.data.Sample;
import org.samdeblur.training.data.SampleSource;

/**
 * Whole images for validation during training.
 *
 * @since 0.1.0
 */
public interface ValidationData {
    /** No images; validation is skipped. */
    ValidationData NONE = of(List.of());

    /**
     * An image.
     *
     * @param blurred {@code [3, H, W]} in [0, 1], at least 11 pixels in height and width, the size of SSIM's window
     * @param sharp {@code [3, H, W]} in [0, 1], of the same size
     * @param masks masks of the same size; ignored by networks without masks
     */
    record Example(Tensor blurred, Tensor sharp, MaskSet masks) {}

    /**
     * Returns the number of images.
     *
     * @return the number, 0 or more
     */
    int size();

    /**
     * Returns an image.
     *
     * @param index the index of the image, from 0 to {@link #size} - 1
     * @return the image
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws SamDeblurException if the image cannot be read
     */
    Example example(int index);

    /**
     * Creates validation data from images in memory.
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
     * Creates validation data from the whole images of a source. Only headers of files are read now.
     *
     * @param source the images
     * @param seed determines synthetic blur, which differs between images
     * @return the data
     * @throws SamDeblurException if an image is too small for validation, see {@link SampleSource#requireRoomForSsim}
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
