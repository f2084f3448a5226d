package org.samdeblur.api;

/** The segmenter that finds no masks. */
enum NoMasks implements Segmenter {
    INSTANCE;

    @Override
    public MaskSet segment(Image image, Progress progress) {
        return MaskSet.empty(image.size());
    }
}
