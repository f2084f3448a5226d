package org.samdeblur.training.data;

import java.util.Optional;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.pixels.RgbPixels;

/** Scales parts of images, and masks. */
final class Scaling {
    private Scaling() {}

    /** Scales a part of an image with the bilinear filter of {@link RgbPixels#resized}. */
    static Image of(Image image, Box part, ImageSize size) {
        return RgbPixels.of(image).crop(part).resized(size).toImage();
    }

    /**
     * Reduces {@code [3, H, W]} by a divisor of height and width. Each pixel is the mean of a square, rounded to 8
     * bits.
     */
    static Tensor reduced(Tensor image, int factor) {
        if (factor == 1) {
            return image;
        }
        int height = image.dim(1) / factor;
        int width = image.dim(2) / factor;
        float[] from = image.toArray();
        float[] sums = new float[3 * height * width];
        for (int i = 0; i < from.length; i++) {
            int row = i / image.dim(2) / factor;
            sums[row * width + i % image.dim(2) / factor] += from[i];
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= factor * factor;
        }
        return Image.of(Tensor.of(sums, 3, height, width)).toTensor();
    }

    /** Scales masks by nearest-neighbor interpolation. */
    static MaskSet of(MaskSet masks, ImageSize size) {
        if (size.equals(masks.imageSize())) {
            return masks;
        }
        int[] nearest = nearest(masks, size);
        Optional<LabelMap> labels = masks.labels();
        return labels.isPresent()
                ? MaskParts.ofLabels(masks, size, labelsAt(labels.get(), nearest))
                : MaskSet.of(
                        size,
                        masks.masks().stream()
                                .map(mask -> Mask.of(size, insideAt(mask.toDense(), nearest)))
                                .toList());
    }

    private static int[] nearest(MaskSet masks, ImageSize size) {
        int[] nearest = new int[size.height() * size.width()];
        for (int y = 0; y < size.height(); y++) {
            int row = nearest(y, size.height(), masks.height()) * masks.width();
            for (int x = 0; x < size.width(); x++) {
                nearest[y * size.width() + x] = row + nearest(x, size.width(), masks.width());
            }
        }
        return nearest;
    }

    private static int nearest(int place, int size, int of) {
        return (int) ((place + 0.5) * of / size);
    }

    private static int[] labelsAt(LabelMap labels, int[] pixels) {
        int[] taken = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            taken[i] = labels.at(pixels[i]);
        }
        return taken;
    }

    private static boolean[] insideAt(boolean[] inside, int[] pixels) {
        boolean[] taken = new boolean[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            taken[i] = inside[pixels[i]];
        }
        return taken;
    }
}
