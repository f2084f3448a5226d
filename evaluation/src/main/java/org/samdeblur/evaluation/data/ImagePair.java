package org.samdeblur.evaluation.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidImageException;

/**
 * A blurred image and its sharp target, as files. Immutable.
 *
 * @since 0.1.0
 */
public final class ImagePair {
    private final String name;
    private final Path input;
    private final Path target;
    private final Optional<Path> masks;

    private ImagePair(String name, Path input, Path target, Optional<Path> masks) {
        this.name = Objects.requireNonNull(name, "name");
        this.input = Objects.requireNonNull(input, "input");
        this.target = Objects.requireNonNull(target, "target");
        this.masks = masks;
    }

    /**
     * Creates a pair without masks.
     *
     * @param name the input's path within its data set, without suffix, with {@code /} between folders; unique in its
     *     data set
     * @param input the blurred image
     * @param target the sharp image
     * @return the pair
     */
    public static ImagePair of(String name, Path input, Path target) {
        return new ImagePair(name, input, target, Optional.empty());
    }

    /**
     * Returns this pair with masks of the input.
     *
     * @param file the file of masks
     * @return the pair
     */
    public ImagePair withMasks(Path file) {
        return new ImagePair(name, input, target, Optional.of(file));
    }

    /**
     * Returns the input's path within its data set, without suffix, with {@code /} between folders.
     *
     * @return the name, unique in its data set
     */
    public String name() {
        return name;
    }

    /**
     * Returns the blurred image.
     *
     * @return the file
     */
    public Path input() {
        return input;
    }

    /**
     * Returns the sharp image.
     *
     * @return the file
     */
    public Path target() {
        return target;
    }

    /**
     * Returns the masks of the input.
     *
     * @return the file; empty if there is none
     */
    public Optional<Path> masks() {
        return masks;
    }

    /**
     * The images of a pair, of the same size.
     *
     * @param input the blurred image
     * @param target the sharp image
     */
    public record Images(Image input, Image target) {}

    /**
     * Reads both images.
     *
     * @return the images
     * @throws InvalidImageException if one is missing or damaged, or if their sizes differ
     */
    public Images read() {
        Images images = new Images(Image.read(input), Image.read(target));
        if (!images.input().size().equals(images.target().size())) {
            throw new InvalidImageException(input + " has " + images.input().size() + " pixels, and " + target + " "
                    + images.target().size() + "; the images of a pair must have the same size");
        }
        return images;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImagePair that
                && name.equals(that.name)
                && input.equals(that.input)
                && target.equals(that.target)
                && masks.equals(that.masks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, input, target, masks);
    }

    @Override
    public String toString() {
        return "ImagePair[" + name + "]";
    }
}
