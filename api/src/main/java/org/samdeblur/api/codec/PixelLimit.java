package org.samdeblur.api.codec;

/** The most pixels an image may have, asked as soon as a header tells its size and before memory is spent on it. */
record PixelLimit(long pixels) {
    void check(long width, long height) throws UnreadableImageException {
        if (width < 1 || height < 1) {
            throw new UnreadableImageException("is damaged: its header says " + width + "×" + height + " pixels");
        }
        // Four samples a pixel must fit into one array, whatever limit the caller sets.
        long most = Math.min(pixels, Integer.MAX_VALUE / 4 - 16);
        if (width > most / height) {
            throw new UnreadableImageException("has " + width + "×" + height + " pixels, more than the limit of " + most
                    + "; scale it down" + (most < pixels ? "" : " or raise the limit"));
        }
    }
}
