package org.samdeblur.cli.masks;

import java.nio.file.Path;
import java.time.Duration;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.cli.run.Job;
import org.samdeblur.cli.run.Result;
import org.samdeblur.cli.run.Work;
import org.samdeblur.cli.segmenter.MaskFinder;
import org.samdeblur.map.Groupings;
import org.samdeblur.map.files.MaskArchives;

/**
 * Makes grouped masks of one image after the other: find, group, store.
 *
 * @param finder finds them; closed with the work
 */
record MaskWork(MaskFinder finder) implements Work<Image> {
    @Override
    public Image read(Path file) {
        return Image.read(file);
    }

    @Override
    public void prepare() {
        finder.load();
    }

    @Override
    public Result perform(Image image, Job job, Progress progress) {
        long start = System.nanoTime();
        MaskSet masks = finder.segment(finder.deblurred(image, progress), progress);
        MaskSet groups = Groupings.group(masks, finder.grouping());
        Path file = job.result().orElseThrow();
        OutputFolder.createFor(file);
        MaskArchives.write(file, groups);
        return new GroupedMasks(masks.size(), groups.size(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void close() {
        finder.close();
    }
}
