package org.samdeblur.evaluation.data;

import java.nio.file.Path;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidImageException;

/**
 * A blurred image and what it should be, as files.
 *
 * @param name the input's path within its data set, without suffix, with {@code /} between folders: one image of a data set
 *     has it, whatever the formats
 * @param input the blurred image
 * @param target the sharp image
 * @param masks masks of the input, if the data set has any of it
 */
public record ImagePair(String name, Path input, Path target, Optional<Path> masks) {
    /**
     * The images of a pair, of one size.
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
                    + images.target().size() + "; a pair is of one size");
        }
        return images;
    }
}
