package org.samdeblur.cli.segmenter;

import java.util.Optional;
import java.util.function.Supplier;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Segmenter;

/**
 * Finds masks to train with: deblurs an image first if asked to, and segments it. Loads each of the two when it is first wanted,
 * or when it is told to.
 */
public final class MaskFinder implements AutoCloseable {
    private final Optional<SamDeblur.Builder> preDeblur;
    private final Supplier<Segmenter> opener;
    private final Grouping grouping;
    private Optional<SamDeblur> deblur = Optional.empty();
    private Optional<Segmenter> segmenter = Optional.empty();

    /**
     * Prepares to find masks; nothing is loaded yet.
     *
     * @param preDeblur what deblurs images first
     * @param opener loads the segmenter
     * @param grouping what becomes of overlapping masks
     */
    public MaskFinder(Optional<SamDeblur.Builder> preDeblur, Supplier<Segmenter> opener, Grouping grouping) {
        this.preDeblur = preDeblur;
        this.opener = opener;
        this.grouping = grouping;
    }

    /**
     * Returns how masks are to be grouped.
     *
     * @return the grouping
     */
    public Grouping grouping() {
        return grouping;
    }

    /** Loads both, so that it is known whether they can be. */
    public void load() {
        segmenter();
        deblur();
    }

    /**
     * Returns the image in which masks are sought: deblurred if that was asked for.
     *
     * @param image the image
     * @param progress receives progress
     * @return the image to segment
     */
    public Image deblurred(Image image, Progress progress) {
        return deblur().map(network -> network.deblur(image, progress).image()).orElse(image);
    }

    /**
     * Finds all masks, not grouped yet.
     *
     * @param image the image to segment
     * @param progress receives progress
     * @return the masks
     */
    public MaskSet segment(Image image, Progress progress) {
        return segmenter().segment(image, progress);
    }

    private Optional<SamDeblur> deblur() {
        if (deblur.isEmpty()) {
            deblur = preDeblur.map(SamDeblur.Builder::build);
        }
        return deblur;
    }

    private Segmenter segmenter() {
        if (segmenter.isEmpty()) {
            segmenter = Optional.of(opener.get());
        }
        return segmenter.get();
    }

    @Override
    public void close() {
        try {
            deblur.ifPresent(SamDeblur::close);
        } finally {
            segmenter.ifPresent(Segmenter::close);
        }
    }
}
