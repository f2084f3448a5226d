package org.samdeblur.api;

import java.io.Serializable;

/**
 * How a large image is cut into tiles for the network. Tiles overlap, and are blended with weights that fade towards a
 * tile's edges. The MAP unit always runs on the whole image. A network of one fixed size has tiles of that size with
 * any tiling.
 *
 * @since 0.1.0
 */
public sealed interface Tiling extends Serializable {
    /**
     * Runs images of up to 1.5 megapixels whole and cuts larger ones into tiles of 768 pixels that overlap by 64.
     *
     * @return the default
     */
    static Tiling auto() {
        return new Auto();
    }

    /**
     * Runs every image whole. The memory grows with the image.
     *
     * @return no tiling
     */
    static Tiling off() {
        return new Off();
    }

    /**
     * Cuts every image that is larger than a tile.
     *
     * @param size edge of the square tiles in pixels, at least 1; rounded up to what the network and the overlap need
     * @param overlap the minimum number of pixels that neighbouring tiles share, at least 0 and less than half the size
     * @return the tiling
     * @throws IllegalArgumentException if the sizes do not fit together
     */
    static Tiling of(int size, int overlap) {
        return new Fixed(size, overlap);
    }

    /** Cuts only large images. */
    record Auto() implements Tiling {
        /** The maximum number of pixels of an image that is not cut. */
        public static final int WHOLE_PIXELS = 1_500_000;

        /** The tiles of larger images. */
        public static final Fixed LARGE = new Fixed(768, 64);
    }

    /** Does not cut images. */
    record Off() implements Tiling {}

    /**
     * Cuts images that are larger than a tile.
     *
     * @param size edge of the square tiles in pixels, at least 1
     * @param overlap the minimum number of pixels that neighbouring tiles share, at least 0 and less than half the size
     */
    record Fixed(int size, int overlap) implements Tiling {
        /**
         * Checks the sizes.
         *
         * @param size edge of the square tiles in pixels, at least 1
         * @param overlap the minimum number of pixels that neighbouring tiles share, at least 0 and less than half the
         *     size
         * @throws IllegalArgumentException if they do not fit together
         */
        public Fixed {
            if (size < 1 || overlap < 0 || overlap > (size - 1) / 2) {
                throw new IllegalArgumentException("tiles of " + size + " pixels cannot overlap by " + overlap
                        + "; the overlap must be less than half the tile");
            }
        }
    }
}
