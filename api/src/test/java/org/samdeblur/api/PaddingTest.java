package org.samdeblur.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PaddingTest {
    private static Tensor counting(int channels, int height, int width) {
        float[] values = new float[channels * height * width];
        IntStream.range(0, values.length).forEach(i -> values[i] = i + 1);
        return Tensor.of(values, channels, height, width);
    }

    @Test
    void zerosAreBelowAndToTheRight() {
        Tensor filled = Padding.ZERO.fill(counting(1, 2, 2), new ImageSize(3, 4));

        assertEquals(Tensor.of(new float[] {1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0}, 1, 3, 4), filled);
    }

    @Test
    void reflectionDoesNotRepeatTheLastRowAndColumn() {
        Tensor filled = Padding.REFLECT.fill(counting(1, 2, 3), new ImageSize(3, 5));

        assertEquals(Tensor.of(new float[] {1, 2, 3, 2, 1, 4, 5, 6, 5, 4, 1, 2, 3, 2, 1}, 1, 3, 5), filled);
    }

    @Property(tries = 60)
    void theImageStaysWhereItIs(
            @ForAll Padding padding,
            @ForAll @IntRange(min = 1, max = 9) int height,
            @ForAll @IntRange(min = 1, max = 9) int width,
            @ForAll @IntRange(max = 20) int below,
            @ForAll @IntRange(max = 20) int right) {
        Tensor image = counting(2, height, width);

        float[] filled = padding.fill(image, new ImageSize(height + below, width + right))
                .toArray();

        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            int row = i / width / height * (height + below) + i / width % height;
            assertEquals(values[i], filled[row * (width + right) + i % width]);
        }
    }

    @Property(tries = 60)
    void aConstantStaysThatConstantByReflection(
            @ForAll @IntRange(min = 1, max = 5) int height,
            @ForAll @IntRange(min = 1, max = 5) int width,
            @ForAll @IntRange(max = 20) int more) {
        Tensor image = Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(7);
                    }
                },
                1,
                height,
                width);

        Tensor filled = Padding.REFLECT.fill(image, new ImageSize(height + more, width + more));

        for (float value : filled.toArray()) {
            assertEquals(7, value);
        }
    }

    @Test
    void aSizeBelowTheImagesIsRefused() {
        Tensor image = counting(3, 8, 9);

        Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> Padding.ZERO.fill(image, new ImageSize(16, 8)));

        assertTrue(refusal.getMessage().contains("8×16"), refusal::getMessage);
    }
}
