package org.samdeblur.training.data;

import java.nio.file.Path;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;

/**
 * A whole image as it was read, with what belongs to it.
 *
 * @param file the image's file
 * @param input what a network is given
 * @param target what it should make of it; the same image where blur is made on purpose
 * @param masks masks of the same size
 */
record Example(Path file, Image input, Image target, MaskSet masks) {
    private static final int SSIM_WINDOW = 11;

    /** Some bytes for each sample, and for masks, if there are any, a label and as much again for their runs. */
    long bytes() {
        long pixels = (long) target.width() * target.height();
        int samples = input == target ? 3 : 6;
        int labels = masks.size() == 0 ? 0 : 2 * Integer.BYTES;
        return pixels * (samples * target.bitDepth() / 8 + labels);
    }

    void requireRoomFor(int side) {
        requireRoom(file, target.size(), side);
    }

    static void requireRoom(Path file, ImageSize size, int side) {
        if (!hasRoom(size, side)) {
            throw new SamDeblurException(file + " has " + size + " pixels, less than a patch of " + side + "×" + side
                    + "; take smaller patches, or leave it out");
        }
    }

    static void requireRoomForSsim(Path file, ImageSize size) {
        if (!hasRoom(size, SSIM_WINDOW)) {
            throw new SamDeblurException(file + " has " + size + " pixels, less than the " + SSIM_WINDOW + "×"
                    + SSIM_WINDOW + " that SSIM takes; leave it out of what the network is tried on");
        }
    }

    static boolean hasRoom(ImageSize size, int side) {
        return Math.min(size.width(), size.height()) >= side;
    }
}
