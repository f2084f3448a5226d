package org.samdeblur.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/** Small drawn pairs: stripes, and the same with every pixel the mean of three. */
final class Drawn {
    private static final int MASKS = 6;

    private Drawn() {}

    static TrainingData batches(long seed, int batch, int size) {
        return step -> batch(new SplittableRandom(seed + step), batch, size);
    }

    static ValidationData validation(int height, int width) {
        SplittableRandom random = new SplittableRandom(99);
        float[] sharp = stripes(random, 3 * height, width);
        return ValidationData.of(List.of(new ValidationData.Example(
                Tensor.of(blurred(sharp, width), 3, height, width),
                Tensor.of(sharp, 3, height, width),
                masks(random, height, width))));
    }

    private static TrainingBatch batch(SplittableRandom random, int batch, int size) {
        float[] sharp = stripes(random, batch * 3 * size, size);
        List<MaskSet> masks = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            masks.add(masks(random, size, size));
        }
        return new TrainingBatch(
                Tensor.of(blurred(sharp, size), batch, 3, size, size), Tensor.of(sharp, batch, 3, size, size), masks);
    }

    private static float[] stripes(SplittableRandom random, int rows, int width) {
        double frequency = random.nextDouble(0.3, 1.5);
        double phase = random.nextDouble(6);
        float[] values = new float[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.4 * Math.sin(frequency * (i % width) + phase));
        }
        return values;
    }

    private static float[] blurred(float[] sharp, int width) {
        float[] values = new float[sharp.length];
        for (int i = 0; i < values.length; i++) {
            int x = i % width;
            float left = sharp[x == 0 ? i : i - 1];
            float right = sharp[x == width - 1 ? i : i + 1];
            values[i] = (left + sharp[i] + right) / 3;
        }
        return values;
    }

    private static MaskSet masks(SplittableRandom random, int height, int width) {
        int[] labels = new int[height * width];
        int stripe = random.nextInt(3, 9);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i / width / stripe % MASKS;
        }
        return MaskSet.ofLabels(new ImageSize(height, width), labels);
    }
}
