package org.samdeblur.api;

/**
 * The position of an image within the padded image that its network takes.
 *
 * @param size the padded image's size
 * @param top rows above the image
 * @param left columns to the left of the image
 */
record Frame(ImageSize size, int top, int left) {
    /** Places an image in its padded size, where the network expects it. */
    static Frame of(ImageSize image, ImageSize size, ModelInfo network) {
        return switch (network.placement()) {
            case TOP_LEFT -> new Frame(size, 0, 0);
            case CENTER -> new Frame(size, (size.height() - image.height()) / 2, (size.width() - image.width()) / 2);
        };
    }

    boolean isAtTopLeft() {
        return top == 0 && left == 0;
    }

    /** Cuts the image out of the part of the padded image that ends at the image's last row and column. */
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
