package org.samdeblur.training.data;

import java.util.SplittableRandom;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;

/**
 * The position and orientation of a patch.
 *
 * @param box a square of the image
 * @param orientation the orientation of the patch
 */
record Patch(Box box, Orientation orientation) {
    /** Draws a patch of an image of at least that size. */
    static Patch draw(ImageSize size, int side, SplittableRandom random) {
        int x = random.nextInt(size.width() - side + 1);
        int y = random.nextInt(size.height() - side + 1);
        return new Patch(new Box(x, y, side, side), Orientation.draw(random));
    }

    /** Returns the patch's box, extended by {@code reach} pixels on each side within the image. */
    Box surroundings(int reach, ImageSize size) {
        int left = Math.max(box.x() - reach, 0);
        int top = Math.max(box.y() - reach, 0);
        int right = Math.min(box.x() + box.width() + reach, size.width());
        int bottom = Math.min(box.y() + box.height() + reach, size.height());
        return new Box(left, top, right - left, bottom - top);
    }

    /** Returns the patch's box relative to its surroundings. */
    Box within(Box surroundings) {
        return new Box(box.x() - surroundings.x(), box.y() - surroundings.y(), box.width(), box.height());
    }
}
