package org.samdeblur.training.data;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;

/**
 * Where a patch is taken, and how it is laid.
 *
 * @param box a square of the image
 * @param orientation how it is laid
 */
record Patch(Box box, Orientation orientation) {
    /** Draws a patch of an image that is large enough. */
    static Patch draw(ImageSize size, int side, SplittableRandom random) {
        int x = random.nextInt(size.width() - side + 1);
        int y = random.nextInt(size.height() - side + 1);
        return new Patch(new Box(x, y, side, side), Orientation.draw(random));
    }

    /** Returns the patch's box with so many pixels around it, as far as the image goes. */
    Box surroundings(int reach, ImageSize size) {
        int left = Math.max(box.x() - reach, 0);
        int top = Math.max(box.y() - reach, 0);
        int right = Math.min(box.x() + box.width() + reach, size.width());
        int bottom = Math.min(box.y() + box.height() + reach, size.height());
        return new Box(left, top, right - left, bottom - top);
    }

    /** Returns the patch's box as it lies in its surroundings. */
    Box within(Box surroundings) {
        return new Box(box.x() - surroundings.x(), box.y() - surroundings.y(), box.width(), box.height());
    }

    /** Cuts {@code [3, H, W]}. */
    static Tensor cut(Tensor image, Box part) {
        FloatBuffer from = image.data();
        int height = image.dim(1);
        int width = image.dim(2);
        return Tensor.create(
                to -> {
                    for (int channel = 0; channel < 3; channel++) {
                        for (int y = part.y(); y < part.y() + part.height(); y++) {
                            to.put(from.slice((channel * height + y) * width + part.x(), part.width()));
                        }
                    }
                },
                3,
                part.height(),
                part.width());
    }
}
