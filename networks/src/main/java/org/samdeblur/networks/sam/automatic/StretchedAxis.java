package org.samdeblur.networks.sam.automatic;

/**
 * One axis of the decoder's masks stretched over an image. The published code stretches twice, bilinearly and with half-pixel
 * centres: the mask to the encoder's input, and the part of that which the image fills to the image. Both steps together weigh
 * three neighbours, and are done as one. SAM 2's stretches once, which is the same with a first step that changes nothing.
 *
 * <p>Pixels whose neighbours are {@code c}, {@code c + 1} and {@code c + 2} form cell {@code c}: those from {@code start[c]} to
 * below {@code start[c + 1]}.
 *
 * @param start {@code cells + 1} pixels
 * @param first for every pixel the weight of the first neighbour
 * @param second of the second
 * @param third of the third
 */
record StretchedAxis(int[] start, float[] first, float[] second, float[] third) {
    /** How many logits of an axis a pixel is made of. */
    static final int NEIGHBOURS = 3;

    /**
     * Works out the weights.
     *
     * @param mask length of the decoder's masks
     * @param input length to which they are stretched first
     * @param resized how much of that the image fills
     * @param image length of the image
     */
    static StretchedAxis of(int mask, int input, int resized, int image) {
        if (mask < NEIGHBOURS || mask > input) {
            throw new IllegalArgumentException("masks of " + mask + " pixels a side do not belong to an encoder of "
                    + input + "; take a decoder whose masks are no larger than the encoder's input");
        }
        int[] start = new int[mask - NEIGHBOURS + 2];
        float[][] weights = new float[NEIGHBOURS][image];
        int cell = 0;
        for (int pixel = 0; pixel < image; pixel++) {
            Tap outer = Tap.of(pixel, resized, image);
            Tap lower = Tap.of(outer.lower(), mask, input);
            Tap upper = Tap.of(outer.upper(), mask, input);
            for (int own = Math.min(lower.lower(), mask - NEIGHBOURS); cell < own; ) {
                start[++cell] = pixel;
            }
            weights[lower.lower() - cell][pixel] += (1 - outer.weight()) * (1 - lower.weight());
            weights[lower.upper() - cell][pixel] += (1 - outer.weight()) * lower.weight();
            weights[upper.lower() - cell][pixel] += outer.weight() * (1 - upper.weight());
            weights[upper.upper() - cell][pixel] += outer.weight() * upper.weight();
        }
        while (cell < start.length - 1) {
            start[++cell] = image;
        }
        return new StretchedAxis(start, weights[0], weights[1], weights[2]);
    }

    /** The number of cells, empty ones included. */
    int cells() {
        return start.length - 1;
    }

    /** The number of cells up to the last that holds a pixel. */
    int usedCells() {
        int used = cells();
        while (start[used - 1] == start[used]) {
            used--;
        }
        return used;
    }

    /** The two neighbours of a pixel in one bilinear step; in single precision, as PyTorch computes them. */
    private record Tap(int lower, int upper, float weight) {
        static Tap of(int pixel, int from, int to) {
            float scale = (float) from / to;
            float position = Math.max(0, scale * (pixel + 0.5f) - 0.5f);
            int lower = Math.min((int) position, from - 1);
            return new Tap(lower, Math.min(lower + 1, from - 1), Math.min(position - lower, 1));
        }
    }
}
