package org.samdeblur.training.data;

import org.samdeblur.api.SamDeblurException;

/**
 * Images to train with and to try networks on. Implementations may be used by multiple threads at once.
 *
 * @since 0.1.0
 */
public interface SampleSource {
    /**
     * Returns how many images there are.
     *
     * @return 1 or more
     */
    int size();

    /**
     * Takes a patch from a random place of an image, mirrored and transposed at random.
     *
     * @param image the image's number, from 0
     * @param side height and width of the patch, P, in pixels
     * @param seed decides on all that is random
     * @return the patch; the same for the same arguments
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws SamDeblurException if a file is missing, damaged, of a size unlike its partner's, or smaller than the patch; its
     *     message names the file
     */
    Sample sample(int image, int side, long seed);

    /**
     * Checks that every image has room for patches, as far as the beginnings of files tell. What they do not tell is found out when
     * {@link #sample} takes the patch.
     *
     * @param side height and width of the patches in pixels
     * @throws SamDeblurException if an image is smaller, or of a size unlike its partner's; its message names the file
     */
    default void requireRoomFor(int side) {
        // nothing is known before an image is there
    }

    /**
     * Checks that a network can be tried on every image, as far as the beginnings of files tell. What they do not tell is found
     * out when {@link #whole} takes the image.
     *
     * @throws SamDeblurException if an image has less than the 11 pixels in height and width that SSIM's window takes, or is of a
     *     size unlike its partner's; its message names the file
     */
    default void requireRoomForSsim() {
        // nothing is known before an image is there
    }

    /**
     * Takes an image as a whole, as it lies, to try a network on.
     *
     * @param image the image's number, from 0
     * @param seed decides on blur that is made on purpose; pairs do without it
     * @return the image, {@code [3, H, W]} of any height and width; the same for the same arguments
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws SamDeblurException if a file is missing, damaged, or of a size unlike its partner's; its message names the file
     */
    Sample whole(int image, long seed);
}
