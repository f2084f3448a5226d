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
 * Computes the masks of images that have none, and stores them as the published data sets do: as {@code NAME.npz}
 * with the same subfolders, bool, {@code [M, 1, H, W]}. Each file appears complete or not at all, so that an
 * interrupted run can be continued.
 *
 * <p>For training, the paper computes masks on images that another network has deblurred (SAM-Deblur, section 3.1):
 * pass that network as {@code first}.
 *
 * @param first applied to an image before it is segmented; may be {@link UnaryOperator#identity()}
 * @param segmenter computes the masks; closed by the caller
 * @param grouping how overlapping masks are combined
 * @since 0.1.0
 */
public record MissingMasks(UnaryOperator<Image> first, Segmenter segmenter, Grouping grouping) {
    /**
     * Computes and stores the missing masks.
     *
     * @param images the folder of images, with subfolders
     * @param masks the folder of masks; created if it does not exist
     * @param progress receives the number of files made, as {@link Stage#SEGMENT}, before the first and after each
     * @return the number of files made
     * @throws SamDeblurException if an image is damaged, or a file cannot be written
     * @throws CancelledException if {@code progress} cancels the work; files made until then stay
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
            throw new SamDeblurException("cannot create the folder " + folder + ": " + e.getMessage(), e);
        }
        MaskArchives.write(file, Groupings.group(masks, grouping));
    }
}
