package org.samdeblur.map;

import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.Tensor;

/** The MAP unit's encoder as two convolutions, written down plainly. */
final class PlainEncoder {
    private PlainEncoder() {}

    static Tensor encode(MapEncoder encoder, Tensor image) {
        Tensor inner = convolve(image, encoder.weight3x3(), encoder.bias3x3());
        return convolve(inner, encoder.weight1x1(), encoder.bias1x1());
    }

    /** Convolves with zero padding that keeps the size. */
    private static Tensor convolve(Tensor image, Tensor weights, Tensor biases) {
        int height = image.dim(1);
        int width = image.dim(2);
        return Tensor.create(
                values -> {
                    for (int channel = 0; channel < weights.dim(0); channel++) {
                        for (int pixel = 0; pixel < height * width; pixel++) {
                            double sum = sumAt(image, weights, channel, pixel / width, pixel % width);
                            values.put((float) (biases.get(channel) + sum));
                        }
                    }
                },
                weights.dim(0),
                height,
                width);
    }

    private static double sumAt(Tensor image, Tensor weights, int channel, int y, int x) {
        int radius = weights.dim(2) / 2;
        double sum = 0;
        for (int input = 0; input < image.dim(0); input++) {
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    boolean within = y + dy >= 0 && y + dy < image.dim(1) && x + dx >= 0 && x + dx < image.dim(2);
                    if (within) {
                        sum += weights.get(channel, input, dy + radius, dx + radius) * image.get(input, y + dy, x + dx);
                    }
                }
            }
        }
        return sum;
    }
}
