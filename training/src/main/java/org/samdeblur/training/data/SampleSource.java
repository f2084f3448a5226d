package org.samdeblur.training.data;

import org.samdeblur.api.SamDeblurException;

/**
 * Images for training and validation. Implementations are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface SampleSource {
    /**
     * Returns the number of images.
     *
     * @return at least 1
     */
    int size();

    /**
     * Returns a patch from a random position of an image, mirrored and transposed at random.
     *
     * @param image the image's number, from 0
     * @param side height and width of the patch in pixels, at least 1
     * @param seed determines all random choices
     * @return the patch; the same for the same arguments
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws SamDeblurException if a file is missing, damaged, smaller than the patch, or not of the same size as
     *     its partner; the message names the file
     */
    Sample sample(int image, int side, long seed);

    /**
     * Checks that every image is at least as large as a patch. Only headers of files are read; other problems appear
     * in {@link #sample}.
     *
     * @param side height and width of the patches in pixels
     * @throws SamDeblurException if an image is smaller, or not of the same size as its partner; the message names
     *     the file
     */
    default void requireRoomFor(int side) {
        // unknown until an image is read
    }

    /**
     * Checks that every image is large enough for validation. Only headers of files are read; other problems appear
     * in {@link #whole}.
     *
     * @throws SamDeblurException if an image has fewer than 11 pixels in height or width, the size of SSIM's window,
     *     or is not of the same size as its partner; the message names the file
     */
    default void requireRoomForSsim() {
        // unknown until an image is read
    }

    /**
     * Returns a whole image, for validation.
     *
     * @param image the image's number, from 0
     * @param seed determines synthetic blur; ignored for pairs
     * @return the image, {@code [3, H, W]} of any height and width; the same for the same arguments
     * @throws IndexOutOfBoundsException if there is no such image
     * @throws SamDeblurException if a file is missing, damaged, or not of the same size as its partner; the message
     *     names the file
     */
    Sample whole(int image, long seed);
}
