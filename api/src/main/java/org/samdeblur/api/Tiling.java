package org.samdeblur.api;

import java.io.Serializable;

/**
 * How a large image is cut for the network. Tiles overlap, and are blended with weights that fade towards a tile's
 * edges. The MAP unit always sees the whole image, whatever the tiling.
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
     * Runs every image whole, however much memory that takes.
     *
     * @return no tiling
     */
    static Tiling off() {
        return new Off();
    }

    /**
     * Cuts every image that exceeds a tile.
     *
     * @param size edge of the square tiles in pixels; rounded up to what the network and the overlap need
     * @param overlap pixels that neighbouring tiles share at least, less than half the size
     * @return the tiling
     * @throws IllegalArgumentException if the sizes do not fit together
     */
    static Tiling of(int size, int overlap) {
        return new Fixed(size, overlap);
    }

    /** Cuts only what is large. */
    record Auto() implements Tiling {
        /** Images of up to this many pixels run whole. */
        public static final int WHOLE_PIXELS = 1_500_000;

        /** The tiles of larger images. */
        public static final Fixed LARGE = new Fixed(768, 64);
    }

    /** Cuts nothing. */
    record Off() implements Tiling {}

    /**
     * Cuts what exceeds a tile.
     *
     * @param size edge of the square tiles in pixels
     * @param overlap pixels that neighbouring tiles share
     */
    record Fixed(int size, int overlap) implements Tiling {
        /**
         * Checks the sizes.
         *
         * @param size edge of the square tiles in pixels
         * @param overlap pixels that neighbouring tiles share
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
