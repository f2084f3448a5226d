package org.samdeblur.api;

/**
 * Where an image lies in the larger one that it is filled up to for its network.
 *
 * @param size the larger image's size
 * @param top rows above the image
 * @param left columns at its left
 */
record Frame(ImageSize size, int top, int left) {
    /** The frame that a network was made for, around an image that is filled up to a size. */
    static Frame of(ImageSize image, ImageSize size, ModelInfo network) {
        return switch (network.placement()) {
            case TOP_LEFT -> new Frame(size, 0, 0);
            case CENTER -> new Frame(size, (size.height() - image.height()) / 2, (size.width() - image.width()) / 2);
        };
    }

    boolean isAtTopLeft() {
        return top == 0 && left == 0;
    }

    /** Cuts the image out of the upper left part of the larger one that ends with it. */
    Tensor cut(Tensor framed, ImageSize image) {
        if (isAtTopLeft()) {
            return framed;
        }
        int channels = framed.dim(0);
        float[] row = new float[image.width()];
        return Tensor.create(
                values -> {
                    for (int channel = 0; channel < channels; channel++) {
                        for (int y = 0; y < image.height(); y++) {
                            int from = (channel * framed.dim(1) + top + y) * framed.dim(2) + left;
                            framed.data().get(from, row);
                            values.put(row);
                        }
                    }
                },
                channels,
                image.height(),
                image.width());
    }

    /** The size of the part that {@link #cut} takes. */
    ImageSize end(ImageSize image) {
        return new ImageSize(top + image.height(), left + image.width());
    }
}
