package org.samdeblur.examples.cli;

import java.nio.file.Path;
import org.samdeblur.api.MaskSet;
import org.samdeblur.map.files.MaskArchives;

/** The forms in which masks lie in files, told by a file's name. */
enum MaskFormat {
    /** A NumPy archive, {@code [M, 1, H, W]}. */
    ARCHIVE,
    /** A grey image; read only. */
    GREY_CODES;

    static MaskFormat of(Path file) {
        return switch (ImageNames.suffix(file)) {
            case "npz" -> ARCHIVE;
            case "png", "tif", "tiff", "bmp" -> GREY_CODES;
            default -> throw new MisuseException("masks are read from .npz, .json or grey .png files, not " + file);
        };
    }

    MaskSet read(Path file) {
        return switch (this) {
            case ARCHIVE -> MaskArchives.read(file);
            case GREY_CODES -> GreyCodeImages.read(file);
        };
    }
}
