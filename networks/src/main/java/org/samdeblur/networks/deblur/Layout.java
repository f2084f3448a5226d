package org.samdeblur.networks.deblur;

/** The order of an image's axes. */
enum Layout {
    /** {@code [N, C, H, W]}, as PyTorch has it and this library. */
    CHANNELS_FIRST(1, 2, 3, new long[] {0, 1, 2, 3}, new long[] {0, 1, 2, 3}),
    /** {@code [N, H, W, C]}, as TensorFlow, Keras and JAX have it. */
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

    /** The order in which an image of ours is transposed to this layout. */
    long[] fromOurs() {
        return fromOurs.clone();
    }

    /** The order in which an image of this layout is transposed to ours. */
    long[] toOurs() {
        return toOurs.clone();
    }

    int[] shape(int channelCount, int rows, int columns) {
        return this == CHANNELS_FIRST
                ? new int[] {1, channelCount, rows, columns}
                : new int[] {1, rows, columns, channelCount};
    }
}
