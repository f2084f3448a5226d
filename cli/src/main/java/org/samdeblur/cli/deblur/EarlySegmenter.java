package org.samdeblur.cli.deblur;

import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Segmenter;

/**
 * Segments one image ahead of time, while the network loads. When its masks are asked for, only the rest of the work is waited
 * for.
 */
final class EarlySegmenter implements Segmenter {
    private final Segmenter segmenter;
    private volatile Begun begun;

    private record Begun(Image image, Ahead<MaskSet> masks) {}

    /**
     * Begins nothing yet.
     *
     * @param segmenter does the work; safe for use by multiple threads
     */
    EarlySegmenter(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /** Begins to segment an image. */
    void begin(Image image) {
        begun = new Begun(image, Ahead.begin("segment ahead", () -> segmenter.segment(image)));
    }

    @Override
    public MaskSet segment(Image image, Progress progress) {
        Begun known = begun;
        return known == null || known.image() != image
                ? segmenter.segment(image, progress)
                : known.masks().result();
    }
}
