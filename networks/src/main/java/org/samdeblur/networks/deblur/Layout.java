package org.samdeblur.networks.deblur;

/** The order of an image's axes. */
enum Layout {
    /** {@code [N, C, H, W]}, the layout of PyTorch and of this library. */
    CHANNELS_FIRST(1, 2, 3, new long[] {0, 1, 2, 3}, new long[] {0, 1, 2, 3}),
    /** {@code [N, H, W, C]}, the layout of TensorFlow, Keras and JAX. */
    CHANNELS_LAST(3, 1, 2, new long[] {0, 2, 3, 1}, new long[] {0, 3, 1, 2});

    private final int channels;
    private final int height;
    private final int width;
    private final long[] fromOurs;
    private final long[] toOurs;

    Layout(int channels, int height, int width, long[] fromOurs, long[] toOurs) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.fromOurs = fromOurs;
        this.toOurs = toOurs;
    }

    int channels() {
        return channels;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** The permutation from channels first to this layout. */
    long[] fromOurs() {
        return fromOurs.clone();
    }

    /** The permutation from this layout to channels first. */
    long[] toOurs() {
        return toOurs.clone();
    }

    int[] shape(int channelCount, int rows, int columns) {
        return this == CHANNELS_FIRST
                ? new int[] {1, channelCount, rows, columns}
                : new int[] {1, rows, columns, channelCount};
    }
}
