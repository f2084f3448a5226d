package org.samdeblur.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.Segmenter;
import org.samdeblur.api.Stage;
import org.samdeblur.evaluation.data.NamedFiles;
import org.samdeblur.map.Groupings;
import org.samdeblur.map.files.MaskArchives;

/**
 * Finds the masks of images that have none yet, and keeps them as the published data sets do: {@code NAME.npz} in the same tree,
 * bool, {@code [M, 1, H, W]}. Each file appears complete or not at all, so that a run that was broken off goes on where it was.
 *
 * <p>For training, the paper finds masks on images that a first network has deblurred (SAM-Deblur, section 3.1); give it as
 * {@code first}.
 *
 * @param first what is done to an image before masks are sought in it; {@link UnaryOperator#identity()} for nothing
 * @param segmenter finds the masks; stays the caller's to close
 * @param grouping what becomes of masks that overlap
 * @since 0.1.0
 */
public record MissingMasks(UnaryOperator<Image> first, Segmenter segmenter, Grouping grouping) {
    /**
     * Makes what is missing.
     *
     * @param images the folder of images, searched with those below it
     * @param masks the folder of masks; made if it is not there
     * @param progress hears, as {@link Stage#SEGMENT}, of how many missing masks are made, before the first and after each
     * @return how many files were made
     * @throws SamDeblurException if an image is damaged, or a file cannot be written
     * @throws CancelledException if {@code progress} cancels the work; masks made until then stay
     */
    public int complete(Path images, Path masks, Progress progress) {
        NamedFiles files = NamedFiles.images(images);
        Set<String> known = Files.isDirectory(masks) ? NamedFiles.masks(masks).names() : Set.of();
        List<String> missing =
                files.names().stream().filter(name -> !known.contains(name)).toList();
        for (int i = 0; i < missing.size(); i++) {
            progress.step(Stage.SEGMENT, i, missing.size());
            make(files.file(missing.get(i)), masks.resolve(missing.get(i) + ".npz"));
        }
        if (!missing.isEmpty()) {
            progress.step(Stage.SEGMENT, missing.size(), missing.size());
        }
        return missing.size();
    }

    private void make(Path image, Path file) {
        MaskSet masks = segmenter.segment(first.apply(Image.read(image)));
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SamDeblurException("cannot make the folder " + folder + ": " + e.getMessage(), e);
        }
        MaskArchives.write(file, Groupings.group(masks, grouping));
    }
}
