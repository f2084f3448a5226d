package org.samdeblur.map.files;

import java.nio.file.Path;
import java.util.Locale;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;

/**
 * Mask files of every kind, told apart by their names: {@code .npz} {@linkplain MaskArchives archives}, {@code .json}
 * {@linkplain CocoFiles run lengths}, {@code .png} {@linkplain LabelMaps label maps}. May be used by many threads.
 */
public final class MaskFiles {
    private MaskFiles() {}

    /**
     * Reads masks.
     *
     * @param file a file whose name ends in {@code .npz}, {@code .json} or {@code .png}
     * @return the masks
     * @throws InvalidMaskException if the file is of another kind, missing or damaged
     */
    public static MaskSet read(Path file) {
        return switch (suffix(file)) {
            case "npz" -> MaskArchives.read(file);
            case "json" -> CocoFiles.read(file);
            case "png" -> LabelMaps.read(file);
            default -> throw unknown(file);
        };
    }

    /**
     * Reads the masks of an image.
     *
     * @param file a file whose name ends in {@code .npz}, {@code .json} or {@code .png}
     * @param image the image's size
     * @return the masks, of that size
     * @throws InvalidMaskException if the file is of another kind, missing or damaged, or of masks of another size
     */
    public static MaskSet read(Path file, ImageSize image) {
        MaskSet masks = read(file);
        if (masks.height() != image.height() || masks.width() != image.width()) {
            throw new InvalidMaskException(file + " has masks of " + masks.width() + "×" + masks.height()
                    + " pixels for an image of " + image);
        }
        return masks;
    }

    /**
     * Writes masks; JSON gets plain counts. The file appears whole or not at all.
     *
     * @param file where to, a name that ends in {@code .npz}, {@code .json} or {@code .png}; replaced if it is there
     * @param masks the masks; disjoint ones for {@code .png}
     * @throws InvalidMaskException if the file is of another kind, cannot hold the masks, or cannot be written
     */
    public static void write(Path file, MaskSet masks) {
        switch (suffix(file)) {
            case "npz" -> MaskArchives.write(file, masks);
            case "json" -> CocoFiles.write(file, masks, CocoFiles.Counts.PLAIN);
            case "png" -> LabelMaps.write(file, masks);
            default -> throw unknown(file);
        }
    }

    private static String suffix(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static InvalidMaskException unknown(Path file) {
        return new InvalidMaskException(file + " is not a mask file: its name must end in .npz, .json or .png");
    }
}
