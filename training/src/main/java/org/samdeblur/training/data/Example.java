package org.samdeblur.training.data;

import java.nio.file.Path;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.SamDeblurException;

/**
 * A whole image as it was read from its file, with its target and masks.
 *
 * @param file the file of the input
 * @param input the network's input before patches are cut and, if blur is synthetic, blurred
 * @param target the target, of the same size; if blur is synthetic, the same object as the input
 * @param masks masks of the same size
 */
record Example(Path file, Image input, Image target, MaskSet masks) {
    private static final int SSIM_WINDOW = 11;

    /**
     * Estimates the memory in bytes: that of the samples and, if there are masks, of a label and about as much for runs
     * per pixel.
     */
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
                    + SSIM_WINDOW + " of SSIM's window; leave it out of the validation images");
        }
    }

    static boolean hasRoom(ImageSize size, int side) {
        return Math.min(size.width(), size.height()) >= side;
    }
}
