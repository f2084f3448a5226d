package org.samdeblur.backend.djl.training;

import java.util.List;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/** Whole images to try a network on that is being trained. */
public interface ValidationData {
    /** Nothing to try on. */
    ValidationData NONE = of(List.of());

    /**
     * An image.
     *
     * @param blurred {@code [3, H, W]} in [0, 1], of any size
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
}
