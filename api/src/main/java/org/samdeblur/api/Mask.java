package org.samdeblur.api;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * A set of pixels of an image, stored as run lengths. {@code counts} alternates between numbers of pixels outside and
 * inside, row by row from the top left, beginning with pixels outside (possibly 0). Runs continue across the ends of
 * rows.
 *
 * <p>COCO's run lengths go column by column; {@code samdeblur-map-unit} converts them when it reads and writes mask
 * files.
 *
 * <p>Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Mask implements Serializable {
    private static final long serialVersionUID = 1;

    private final ImageSize imageSize;
    private final int[] counts;
    private final MaskDetails details;

    private Mask(ImageSize imageSize, int[] counts, MaskDetails details) {
        this.imageSize = imageSize;
        this.counts = counts;
        this.details = details;
    }

    private Object writeReplace() {
        return new Serialized(imageSize, counts, details);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized in another form");
    }

    /** The arguments of the mask's factory, which checks them again on deserialization. */
    private record Serialized(ImageSize imageSize, int[] counts, MaskDetails details) implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() {
            return ofRuns(imageSize, counts).withDetails(details);
        }
    }

    /**
     * Creates a mask from row-major run lengths.
     *
     * @param imageSize the image's size
     * @param counts lengths of runs, alternating, outside first; a last run outside may be omitted
     * @return the mask
     * @throws InvalidMaskException if a run is negative or the runs exceed the image
     */
    public static Mask ofRuns(ImageSize imageSize, int... counts) {
        int pixels = requirePixels(imageSize);
        long total = 0;
        for (int count : counts) {
            if (count < 0) {
                throw new InvalidMaskException("negative run length " + count + " in a mask");
            }
            total += count;
        }
        if (total > pixels) {
            throw new InvalidMaskException(
                    "run lengths add up to " + total + ", the image has " + imageSize + " pixels");
        }
        return new Mask(imageSize, canonical(counts), null);
    }

    /**
     * Creates a mask from a dense array.
     *
     * @param imageSize the image's size
     * @param inside one value for each pixel, row-major, true inside; not kept
     * @return the mask
     * @throws InvalidMaskException if the array is of another size
     */
    public static Mask of(ImageSize imageSize, boolean[] inside) {
        int pixels = requirePixels(imageSize);
        if (inside.length != pixels) {
            throw new InvalidMaskException(inside.length + " values for a mask of " + imageSize + " pixels");
        }
        int[] counts = new int[16];
        int runs = 0;
        int start = 0;
        boolean current = false;
        for (int i = 0; i < pixels; i++) {
            if (inside[i] != current) {
                counts = runs == counts.length ? Arrays.copyOf(counts, runs * 2) : counts;
                counts[runs++] = i - start;
                start = i;
                current = !current;
            }
        }
        if (current) {
            counts = runs == counts.length ? Arrays.copyOf(counts, runs + 1) : counts;
            counts[runs++] = pixels - start;
        }
        return new Mask(imageSize, Arrays.copyOf(counts, runs), null);
    }

    private static int requirePixels(ImageSize size) {
        if ((long) size.height() * size.width() > Integer.MAX_VALUE) {
            throw new InvalidMaskException("a mask cannot be of " + size + " pixels");
        }
        return size.height() * size.width();
    }

    /** Merges runs around inner zeros and drops a last run outside, so that equal masks have equal counts. */
    private static int[] canonical(int[] counts) {
        if (isCanonical(counts)) {
            return counts.clone();
        }
        int[] merged = new int[counts.length];
        int runs = 0;
        for (int i = 0; i < counts.length; i++) {
            if (runs % 2 == i % 2 && (counts[i] > 0 || i == 0)) {
                merged[runs++] = counts[i];
            } else if (counts[i] > 0) {
                merged[runs - 1] += counts[i];
            }
        }
        return Arrays.copyOf(merged, runs % 2 == 0 ? runs : runs - 1);
    }

    private static boolean isCanonical(int[] counts) {
        for (int i = 1; i < counts.length; i++) {
            if (counts[i] == 0) {
                return false;
            }
        }
        return counts.length % 2 == 0;
    }

    /**
     * Returns this mask with the details that a segmenter gives.
     *
     * @param newDetails the details
     * @return a mask equal to this one in its pixels
     */
    public Mask withDetails(MaskDetails newDetails) {
        return new Mask(imageSize, counts, newDetails);
    }

    /**
     * Returns the size of the image.
     *
     * @return height and width
     */
    public ImageSize imageSize() {
        return imageSize;
    }

    /**
     * Returns the height of the image.
     *
     * @return the number of rows
     */
    public int height() {
        return imageSize.height();
    }

    /**
     * Returns the width of the image.
     *
     * @return the number of columns
     */
    public int width() {
        return imageSize.width();
    }

    /**
     * Returns the run lengths.
     *
     * @return a new array, row-major, outside first, even in length; empty for the empty mask
     */
    public int[] counts() {
        return counts.clone();
    }

    /**
     * Returns the details that the segmenter gave.
     *
     * @return the details, empty if there are none
     */
    public Optional<MaskDetails> details() {
        return Optional.ofNullable(details);
    }

    /** Receives runs of pixels inside a mask. */
    @FunctionalInterface
    public interface RunVisitor {
        /**
         * Takes one run; pixels are numbered row by row, {@code y · width + x}.
         *
         * @param from the first pixel inside
         * @param to one past the last
         */
        void run(int from, int to);
    }

    /**
     * Visits the runs inside, in order.
     *
     * @param visitor called once per run, never with an empty one
     */
    public void forEachRun(RunVisitor visitor) {
        int position = 0;
        for (int i = 0; i + 1 < counts.length; i += 2) {
            position += counts[i];
            visitor.run(position, position + counts[i + 1]);
            position += counts[i + 1];
        }
    }

    /**
     * Returns this mask in an image that is extended to the right and to the bottom.
     *
     * @param newSize at least as high and as wide as {@link #imageSize()}
     * @return a mask that is empty in the added area
     * @throws InvalidMaskException if the new size is smaller
     */
    public Mask padded(ImageSize newSize) {
        requirePixels(newSize);
        if (newSize.height() < height() || newSize.width() < width()) {
            throw new InvalidMaskException("a mask of " + imageSize + " pixels cannot be padded to " + newSize);
        }
        return placed(newSize, 0, 0);
    }

    /** Places this mask in a larger image; the area around it is empty. */
    Mask placed(ImageSize newSize, int top, int left) {
        int width = width();
        if (newSize.width() == width && top == 0) {
            return new Mask(newSize, counts, details);
        }
        int[] placed = new int[Math.min(counts.length + 2 * height(), requirePixels(newSize) + 1)];
        int[] state = {0, 0};
        forEachRun((from, to) -> {
            for (int start = from; start < to; ) {
                int row = start / width;
                int end = Math.min(to, (row + 1) * width);
                int shift = (top + row) * newSize.width() + left - row * width;
                placed[state[0]++] = start + shift - state[1];
                placed[state[0]++] = end - start;
                state[1] = end + shift;
                start = end;
            }
        });
        return new Mask(newSize, canonical(Arrays.copyOf(placed, state[0])), details);
    }

    /**
     * Returns the number of pixels inside.
     *
     * @return the area in pixels
     */
    public int area() {
        int area = 0;
        for (int i = 1; i < counts.length; i += 2) {
            area += counts[i];
        }
        return area;
    }

    /**
     * Returns the smallest box around the pixels inside.
     *
     * @return the box; {@code 0, 0, 0, 0} for the empty mask
     */
    public Box boundingBox() {
        if (counts.length == 0) {
            return new Box(0, 0, 0, 0);
        }
        int width = width();
        int[] extent = {width, height(), -1, -1};
        forEachRun((from, to) -> {
            int firstRow = from / width;
            int lastRow = (to - 1) / width;
            boolean oneRow = firstRow == lastRow;
            extent[0] = Math.min(extent[0], oneRow ? from % width : 0);
            extent[1] = Math.min(extent[1], firstRow);
            extent[2] = Math.max(extent[2], oneRow ? (to - 1) % width : width - 1);
            extent[3] = Math.max(extent[3], lastRow);
        });
        return new Box(extent[0], extent[1], extent[2] - extent[0] + 1, extent[3] - extent[1] + 1);
    }

    /**
     * Converts the mask to a dense array.
     *
     * @return one value for each pixel, row-major, true inside
     */
    public boolean[] toDense() {
        boolean[] inside = new boolean[requirePixels(imageSize)];
        forEachRun((from, to) -> Arrays.fill(inside, from, to, true));
        return inside;
    }

    /** Compares size and pixels, not the details. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Mask that && imageSize.equals(that.imageSize) && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * imageSize.hashCode() + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Mask[" + imageSize + ", area " + area() + "]";
    }
}
