package org.samdeblur.backend.djl.block;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.runtime.PyTorch;

/** What tests of blocks begin with. */
final class Blocks {
    private Blocks() {}

    static NDManager manager() {
        return PyTorch.get().newManager(Device.cpu());
    }

    static Tensor random(long seed, int... shape) {
        Random random = new Random(seed);
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(random.nextFloat());
                    }
                },
                shape);
    }

    /** Disjoint masks of scattered pixels; some pixels are uncovered, and some masks may be empty. */
    static MaskSet disjoint(long seed, int count, int height, int width) {
        Random random = new Random(seed);
        int[] labels = random.ints(height * width, -1, count).toArray();
        return MaskSet.ofLabels(new ImageSize(height, width), labels);
    }

    /** Rectangles, most of which overlap others, and an empty mask. */
    static MaskSet overlapping(long seed, int count, int height, int width) {
        Random random = new Random(seed);
        Mask[] masks = new Mask[count];
        for (int i = 0; i < count; i++) {
            boolean[] inside = new boolean[height * width];
            int top = random.nextInt(height);
            int left = random.nextInt(width);
            for (int y = top; y < Math.min(height, top + height / 2); y++) {
                for (int x = left; x < Math.min(width, left + width / 2); x++) {
                    inside[y * width + x] = i > 0;
                }
            }
            masks[i] = Mask.of(new ImageSize(height, width), inside);
        }
        return MaskSet.of(new ImageSize(height, width), List.of(masks));
    }
}
