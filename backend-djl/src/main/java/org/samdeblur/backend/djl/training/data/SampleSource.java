package org.samdeblur.backend.djl.training.data;

import org.samdeblur.api.SamDeblurException;

/** Images of which patches are taken. Implementations may be used by many threads at once. */
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
}
