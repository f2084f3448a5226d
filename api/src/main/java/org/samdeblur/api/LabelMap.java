package org.samdeblur.api;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Disjoint masks as one label for each pixel: the index of the mask that the pixel belongs to, or {@link
 * MaskSet#UNCOVERED}. Pixels are numbered row by row, {@code y · width + x}.
 *
 * <p>Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class LabelMap {
    private final ImageSize size;
    private final int[] labels;

    private LabelMap(ImageSize size, int[] labels) {
        this.size = size;
        this.labels = labels;
    }

    /** Takes ownership of the array. */
    static LabelMap takingOver(ImageSize size, int[] labels) {
        return new LabelMap(size, labels);
    }

    /**
     * Returns the size of the image.
     *
     * @return height and width
     */
    public ImageSize size() {
        return size;
    }

    /**
     * Returns the number of pixels.
     *
     * @return height · width
     */
    public int pixels() {
        return labels.length;
    }

    /**
     * Returns the label of a pixel.
     *
     * @param pixel its number, {@code y · width + x}
     * @return the index of its mask, or {@link MaskSet#UNCOVERED}
     * @throws IndexOutOfBoundsException if there is no such pixel
     */
    public int at(int pixel) {
        return labels[pixel];
    }

    /**
     * Copies the labels of consecutive pixels.
     *
     * @param pixel the first pixel's number
     * @param target the array to copy to
     * @param offset the index of the first label in the target
     * @param count the number of pixels
     * @throws IndexOutOfBoundsException if the image has fewer pixels, or the target is too small
     */
    public void copy(int pixel, int[] target, int offset, int count) {
        System.arraycopy(labels, pixel, target, offset, count);
    }

    /**
     * Copies all labels.
     *
     * @return a new array of one label for each pixel
     */
    public int[] toArray() {
        return labels.clone();
    }

    /**
     * Returns the labels in the order of the pixels.
     *
     * @return one label for each pixel
     */
    public IntStream stream() {
        return Arrays.stream(labels);
    }

    /** Places this map in a larger image; the pixels around it are uncovered. */
    LabelMap placed(ImageSize newSize, int top, int left) {
        int[] placed = new int[newSize.height() * newSize.width()];
        Arrays.fill(placed, MaskSet.UNCOVERED);
        for (int y = 0; y < size.height(); y++) {
            copy(y * size.width(), placed, (top + y) * newSize.width() + left, size.width());
        }
        return new LabelMap(newSize, placed);
    }

    /** Computes a map pixel by pixel. */
    static LabelMap of(ImageSize size, IntUnaryOperator labelOf) {
        int[] labels = new int[size.height() * size.width()];
        Arrays.setAll(labels, labelOf);
        return new LabelMap(size, labels);
    }

    /** Compares size and labels. */
    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMap that && size.equals(that.size) && Arrays.equals(labels, that.labels);
    }

    @Override
    public int hashCode() {
        return 31 * size.hashCode() + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "LabelMap[" + size + "]";
    }
}
