package org.samdeblur.api.codec;

/** The maximum number of pixels of an image, checked once a header states its size and before memory is allocated. */
record PixelLimit(long pixels) {
    void check(long width, long height) throws UnreadableImageException {
        if (width < 1 || height < 1) {
            throw new UnreadableImageException("is damaged: its header says " + width + "×" + height + " pixels");
        }
        // Four samples per pixel must fit into one array, even if the caller's limit is higher.
        long most = Math.min(pixels, Integer.MAX_VALUE / 4 - 16);
        if (width > most / height) {
            throw new UnreadableImageException("has " + width + "×" + height + " pixels, more than the limit of " + most
                    + "; scale it down" + (most < pixels ? "" : " or raise the limit"));
        }
    }
}
