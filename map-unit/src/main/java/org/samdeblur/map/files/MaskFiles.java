package org.samdeblur.map.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;

/**
 * Reads and writes mask files of all kinds. The suffix of the name determines the kind: {@code .npz} and {@code .npy}
 * {@linkplain MaskArchives arrays}, {@code .json} {@linkplain CocoFiles run lengths}, {@code .png} {@linkplain
 * LabelMaps label maps}. Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MaskFiles {
    private MaskFiles() {}

    /**
     * The image that the masks to read belong to.
     *
     * @param file its file, if known
     * @param size its width and height in pixels, if known
     */
    record TargetImage(Optional<Path> file, Optional<ImageSize> size) {
        static final TargetImage UNKNOWN = new TargetImage(Optional.empty(), Optional.empty());

        static TargetImage of(Path file, ImageSize size) {
            return new TargetImage(Optional.of(file), Optional.of(size));
        }
    }

    /**
     * Reads masks.
     *
     * @param file a file whose name ends in {@code .npz}, {@code .npy}, {@code .json} or {@code .png}
     * @return the masks
     * @throws InvalidMaskException if the file is of another kind, missing or damaged, exceeds a limit, or contains
     *     masks of several images
     */
    public static MaskSet read(Path file) {
        return read(file, TargetImage.UNKNOWN);
    }

    /**
     * Reads masks of a known size.
     *
     * @param file a file whose name ends in {@code .npz}, {@code .npy}, {@code .json} or {@code .png}
     * @param size the image's size, which is also that of an empty set if the file does not state one
     * @return the masks, of that size
     * @throws InvalidMaskException as for {@link #read(Path)}, or if the masks are of another size
     */
    public static MaskSet read(Path file, ImageSize size) {
        return requireSize(file, read(file, new TargetImage(Optional.empty(), Optional.of(size))), size);
    }

    /**
     * Reads the masks of an image. In a file with masks of several images, they are {@linkplain CocoFiles found} by
     * the image's name.
     *
     * @param file a file whose name ends in {@code .npz}, {@code .npy}, {@code .json} or {@code .png}
     * @param image the image's file, which is not read
     * @param size the image's size
     * @return the masks, of that size
     * @throws InvalidMaskException if the file is of another kind, missing or damaged, exceeds a limit, has no masks of this
     *     image, or masks of another size
     */
    public static MaskSet read(Path file, Path image, ImageSize size) {
        return requireSize(file, read(file, TargetImage.of(image, size)), size);
    }

    private static MaskSet read(Path file, TargetImage image) {
        return switch (suffix(file)) {
            case "npz", "npy" -> MaskArchives.read(file);
            case "json" -> CocoFiles.read(file, image);
            case "png" -> LabelMaps.read(file);
            default -> throw unknown(file);
        };
    }

    static MaskSet requireSize(Path file, MaskSet masks, ImageSize image) {
        if (masks.height() != image.height() || masks.width() != image.width()) {
            throw new InvalidMaskException(file + " has masks of " + masks.width() + "×" + masks.height()
                    + " pixels for an image of " + image);
        }
        return masks;
    }

    /**
     * Writes masks. JSON has plain counts. The file appears complete or not at all.
     *
     * @param file the target, with a name that ends in {@code .npz}, {@code .npy}, {@code .json} or {@code .png};
     *     replaced if it exists
     * @param masks the masks; disjoint ones for {@code .png}
     * @throws InvalidMaskException if the file is of another kind, cannot represent the masks, or cannot be written
     */
    public static void write(Path file, MaskSet masks) {
        switch (suffix(file)) {
            case "npz" -> MaskArchives.write(file, masks);
            case "npy" -> MaskArchives.writeArray(file, masks);
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
        return new InvalidMaskException(file + " is not a mask file: its name must end in .npz, .npy, .json or .png");
    }
}
