package org.samdeblur.training.data;

import java.nio.file.Path;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.files.MaskFiles;

/** Reads masks of whole images. */
final class TrainingMasks {
    private TrainingMasks() {}

    /** Reads an image's masks. Without a file, the set is empty. */
    static MaskSet read(Optional<Path> file, Path imageFile, Image image) {
        return file.map(masks -> MaskFiles.read(masks, imageFile, image.size()))
                .orElseGet(() -> MaskSet.empty(image.size()));
    }
}
