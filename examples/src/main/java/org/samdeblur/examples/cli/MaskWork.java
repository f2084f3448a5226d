package org.samdeblur.examples.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Segmenter;
import org.samdeblur.map.Groupings;
import org.samdeblur.map.files.MaskArchives;

/** Makes grouped masks of one image after the other: deblur first if asked to, segment, group, store. */
final class MaskWork implements Work<Image> {
    private final Optional<SamDeblur.Builder> preDeblur;
    private final Supplier<Segmenter> opener;
    private final Grouping grouping;
    private Optional<SamDeblur> deblur = Optional.empty();
    private Segmenter segmenter = Segmenter.none();

    /**
     * Prepares the work; nothing is loaded yet.
     *
     * @param preDeblur what deblurs images first
     * @param opener loads the segmenter
     * @param grouping what becomes of overlapping masks
     */
    MaskWork(Optional<SamDeblur.Builder> preDeblur, Supplier<Segmenter> opener, Grouping grouping) {
        this.preDeblur = preDeblur;
        this.opener = opener;
        this.grouping = grouping;
    }

    @Override
    public Image read(Path file) {
        return Image.read(file);
    }

    @Override
    public void prepare() {
        segmenter = opener.get();
        deblur = preDeblur.map(SamDeblur.Builder::build);
    }

    @Override
    public Result perform(Image image, Job job, Progress progress) {
        long start = System.nanoTime();
        Image seen =
                deblur.map(network -> network.deblur(image, progress).image()).orElse(image);
        MaskSet masks = segmenter.segment(seen, progress);
        MaskSet groups = Groupings.group(masks, grouping);
        Path file = job.result().orElseThrow();
        OutputFolder.createFor(file);
        MaskArchives.write(file, groups);
        return new GroupedMasks(masks.size(), groups.size(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        try {
            deblur.ifPresent(SamDeblur::close);
        } finally {
            segmenter.close();
        }
    }
}
