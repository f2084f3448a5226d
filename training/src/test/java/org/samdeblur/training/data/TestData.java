package org.samdeblur.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/** Images whose samples say where they lie, so that it shows where a patch comes from. */
final class TestData {
    static final int HEIGHT = 21;
    static final int WIDTH = 30;

    private TestData() {}

    /** An image of red = column, green = row, and one blue. */
    static Image places(int height, int width, int blue) {
        byte[] rgb = new byte[3 * height * width];
        for (int i = 0; i < height * width; i++) {
            rgb[3 * i] = (byte) (i % width);
            rgb[3 * i + 1] = (byte) (i / width);
            rgb[3 * i + 2] = (byte) blue;
        }
        return Image.ofRgb(new ImageSize(height, width), rgb);
    }

    static Image places(int blue) {
        return places(HEIGHT, WIDTH, blue);
    }

    static int[] labels(IntBinaryOperator labelOfColumnAndRow) {
        int[] labels = new int[HEIGHT * WIDTH];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = labelOfColumnAndRow.applyAsInt(i % WIDTH, i / WIDTH);
        }
        return labels;
    }

    /** Four disjoint masks that leave something uncovered. */
    static int labelAt(int x, int y) {
        return x < 3 ? MaskSet.UNCOVERED : (x / 9 + y / 5) % 4;
    }

    static MaskSet disjoint() {
        return MaskSet.ofLabels(new ImageSize(HEIGHT, WIDTH), labels(TestData::labelAt));
    }

    /** Whether the pixel is in one of three masks that overlap. */
    static boolean isInside(int mask, int x, int y) {
        return switch (mask) {
            case 0 -> x > 4 && y > 2;
            case 1 -> (x + y) % 7 < 4;
            default -> x == 0;
        };
    }

    static MaskSet overlapping() {
        List<Mask> masks = new ArrayList<>();
        for (int mask = 0; mask < 3; mask++) {
            boolean[] inside = new boolean[HEIGHT * WIDTH];
            for (int i = 0; i < inside.length; i++) {
                inside[i] = isInside(mask, i % WIDTH, i / WIDTH);
            }
            masks.add(Mask.of(new ImageSize(HEIGHT, WIDTH), inside));
        }
        return MaskSet.of(new ImageSize(HEIGHT, WIDTH), masks);
    }

    static Path write(Image image, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        image.write(file);
        return file;
    }

    /** Reads a column or row back from a sample. */
    static int step(float sample) {
        return Math.round(sample * 255);
    }
}
