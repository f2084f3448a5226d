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
 * Finds masks for training: deblurs an image first, if requested, and segments it. Loads each network when it is first
 * used, or on request.
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
     * @param preDeblur the network that deblurs images first
     * @param opener loads the segmenter
     * @param grouping how overlapping masks are grouped
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

    /** Loads both networks, so that errors appear early. */
    public void load() {
        segmenter();
        deblur();
    }

    /**
     * Returns the image to find masks in: deblurred, if requested.
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
