package org.samdeblur.examples.cli;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Segmenter;
import org.samdeblur.backend.djl.training.data.MissingMasks;

/** Finds masks for training. Loads what it needs when the first image lacks them. */
final class MaskFinder implements AutoCloseable {
    private final Optional<SamDeblur.Builder> preDeblur;
    private final Supplier<Segmenter> opener;
    private final Grouping grouping;
    private Optional<SamDeblur> deblur = Optional.empty();
    private Optional<Segmenter> segmenter = Optional.empty();

    /**
     * Prepares to find masks; nothing is loaded yet.
     *
     * @param preDeblur what deblurs blurred images first
     * @param opener loads the segmenter
     * @param grouping what becomes of overlapping masks
     */
    MaskFinder(Optional<SamDeblur.Builder> preDeblur, Supplier<Segmenter> opener, Grouping grouping) {
        this.preDeblur = preDeblur;
        this.opener = opener;
        this.grouping = grouping;
    }

    /** Masks as they are found in images that nothing is done to. */
    MissingMasks asTheyAre() {
        return new MissingMasks(UnaryOperator.identity(), this::segment, grouping);
    }

    /** Masks as they are found in images that are deblurred first. */
    MissingMasks deblurred() {
        return preDeblur
                .map(builder -> new MissingMasks(image -> deblur(builder, image), this::segment, grouping))
                .orElseGet(this::asTheyAre);
    }

    private Image deblur(SamDeblur.Builder builder, Image image) {
        if (deblur.isEmpty()) {
            deblur = Optional.of(builder.build());
        }
        return deblur.get().deblur(image).image();
    }

    private MaskSet segment(Image image, Progress progress) {
        if (segmenter.isEmpty()) {
            segmenter = Optional.of(opener.get());
        }
        return segmenter.get().segment(image, progress);
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
