package org.samdeblur.api;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;

/**
 * The masks of one image, in the segmenter's order. They may overlap and need not cover the image.
 *
 * <p>Disjoint masks have a second form, the label map: for every pixel the index of the mask it belongs to, or −1. Either
 * form is worked out from the other when it is first asked for, and kept.
 *
 * <p>Immutable; safe for use by many threads.
 */
public final class MaskSet implements Serializable {
    private static final long serialVersionUID = 1;

    /** The label of pixels that no mask covers. */
    public static final int UNCOVERED = -1;

    /** So many masks any label map may have, and one of more pixels a mask for each. */
    private static final int LABELS = 1 << 24;

    private final int height;
    private final int width;
    private final int size;
    private final int[] greyCodes;
    private transient volatile List<Mask> masks;
    private transient volatile Optional<int[]> labels;

    private MaskSet(int height, int width, int size, List<Mask> masks, Optional<int[]> labels, int[] greyCodes) {
        this.height = height;
        this.width = width;
        this.size = size;
        this.masks = masks;
        this.labels = labels;
        this.greyCodes = greyCodes;
    }

    private Object writeReplace() {
        List<Mask> known = masks;
        return known == null
                ? new Serialized(height, width, null, labels.orElseThrow(), greyCodes)
                : new Serialized(height, width, new ArrayList<>(known), null, greyCodes);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized in another form");
    }

    /** Either form of the masks, checked again when they are read. */
    private record Serialized(int height, int width, ArrayList<Mask> masks, int[] labels, int[] greyCodes)
            implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() throws InvalidObjectException {
            MaskSet set = masks == null ? ofLabels(height, width, labels) : of(height, width, masks);
            if (greyCodes == null) {
                return set;
            }
            boolean isCoded =
                    greyCodes.length == set.size && Arrays.stream(greyCodes).allMatch(code -> code >= 0 && code <= 255);
            if (!isCoded) {
                throw new InvalidObjectException("grey codes that fit no masks");
            }
            return new MaskSet(height, width, set.size, set.masks, set.labels, greyCodes.clone());
        }
    }

    /**
     * Makes a set of the given masks.
     *
     * @param height rows of the image
     * @param width columns of the image
     * @param masks the masks in their order; may overlap
     * @return the set
     * @throws InvalidMaskException if a mask is of another size
     */
    public static MaskSet of(int height, int width, List<Mask> masks) {
        requireSize(height, width);
        for (int i = 0; i < masks.size(); i++) {
            Mask mask = masks.get(i);
            if (mask.height() != height || mask.width() != width) {
                throw new InvalidMaskException("mask " + i + " is " + mask.width() + "×" + mask.height()
                        + " pixels, the image is " + width + "×" + height);
            }
        }
        return new MaskSet(height, width, masks.size(), List.copyOf(masks), null, null);
    }

    /**
     * Makes the set without any mask, so that the whole image is one uncovered region.
     *
     * @param height rows of the image
     * @param width columns of the image
     * @return the empty set
     */
    public static MaskSet empty(int height, int width) {
        return of(height, width, List.of());
    }

    /**
     * Makes a set of disjoint masks from a label map.
     *
     * @param height rows of the image
     * @param width columns of the image
     * @param labels {@code height · width} indexes of masks, row-major, from 0, or {@link #UNCOVERED}; copied
     * @return the set; it has as many masks as the highest label plus one, and those whose label is absent are empty
     * @throws InvalidMaskException if the array is of another size or a label is below −1, or exceeds
     *     2<sup>24</sup> as well as the number of pixels
     */
    public static MaskSet ofLabels(int height, int width, int[] labels) {
        return ofLabels(height, width, labels.clone(), null);
    }

    /**
     * Makes a set of disjoint masks from a label map that is worked out pixel by pixel.
     *
     * @param height rows of the image
     * @param width columns of the image
     * @param labelOf gives the label of a pixel, numbered row by row, {@code y · width + x}; asked once for each, in order
     * @return the set, as {@link #ofLabels(int, int, int[])} makes it
     * @throws InvalidMaskException if a label is below −1, or exceeds 2<sup>24</sup> as well as the number of pixels
     */
    public static MaskSet ofLabels(int height, int width, IntUnaryOperator labelOf) {
        requireSize(height, width);
        int[] labels = new int[height * width];
        Arrays.setAll(labels, labelOf);
        return ofLabels(height, width, labels, null);
    }

    /**
     * Makes a set of disjoint groups from a grey code image as the paper's data sets store it: pixels of equal value
     * are one group, groups come in ascending order of their value and remember it.
     *
     * @param height rows of the image
     * @param width columns of the image
     * @param codes {@code height · width} values in [0, 255], row-major
     * @return the groups, see {@link #greyCode}
     * @throws InvalidMaskException if the array is of another size or a value is out of range
     */
    public static MaskSet ofGreyCodes(int height, int width, int[] codes) {
        requireSize(height, width);
        if (codes.length != height * width) {
            throw new InvalidMaskException(
                    codes.length + " grey codes for an image of " + width + "×" + height + " pixels");
        }
        return ofGreyCodes(height, width, pixel -> codes[pixel]);
    }

    /**
     * Makes a set of disjoint groups from a grey code image as {@link #ofGreyCodes(int, int, int[])} does.
     *
     * @param height rows of the image
     * @param width columns of the image
     * @param codeOf gives the value in [0, 255] of a pixel, numbered row by row, {@code y · width + x}; asked twice for each
     * @return the groups, see {@link #greyCode}
     * @throws InvalidMaskException if a value is out of range
     */
    public static MaskSet ofGreyCodes(int height, int width, IntUnaryOperator codeOf) {
        requireSize(height, width);
        boolean[] isPresent = new boolean[256];
        for (int pixel = 0; pixel < height * width; pixel++) {
            int code = codeOf.applyAsInt(pixel);
            if (code < 0 || code > 255) {
                throw new InvalidMaskException("grey code " + code + " is outside [0, 255]");
            }
            isPresent[code] = true;
        }
        int[] labelOfCode = new int[256];
        int[] present = new int[256];
        int groups = 0;
        for (int code = 0; code < 256; code++) {
            if (isPresent[code]) {
                present[groups] = code;
                labelOfCode[code] = groups++;
            }
        }
        int[] labels = new int[height * width];
        Arrays.setAll(labels, pixel -> labelOfCode[codeOf.applyAsInt(pixel)]);
        return ofLabels(height, width, labels, Arrays.copyOf(present, groups));
    }

    private static MaskSet ofLabels(int height, int width, int[] labels, int[] greyCodes) {
        requireSize(height, width);
        if (labels.length != height * width) {
            throw new InvalidMaskException(
                    labels.length + " labels for an image of " + width + "×" + height + " pixels");
        }
        int highest = -1;
        for (int label : labels) {
            if (label < UNCOVERED) {
                throw new InvalidMaskException("label " + label + " is below -1");
            }
            // Each label up to the highest is a mask: a stray one would cost memory without bounds.
            if (label >= Math.max(LABELS, labels.length)) {
                throw new InvalidMaskException("label " + label + " is too high; number masks from 0");
            }
            highest = Math.max(highest, label);
        }
        return new MaskSet(height, width, highest + 1, null, Optional.of(labels), greyCodes);
    }

    private static void requireSize(int height, int width) {
        if (height < 1 || width < 1 || (long) height * width > Integer.MAX_VALUE) {
            throw new InvalidMaskException("masks cannot be of " + width + "×" + height + " pixels");
        }
    }

    /**
     * Returns the rows of the image.
     *
     * @return pixels
     */
    public int height() {
        return height;
    }

    /**
     * Returns the columns of the image.
     *
     * @return pixels
     */
    public int width() {
        return width;
    }

    /**
     * Returns the number of masks.
     *
     * @return 0 or more, empty masks included
     */
    public int size() {
        return size;
    }

    /**
     * Returns the masks in their order.
     *
     * @return an unmodifiable list
     */
    public List<Mask> masks() {
        List<Mask> known = masks;
        if (known == null) {
            known = masksOfLabels();
            masks = known;
        }
        return known;
    }

    /**
     * Returns the label map, if no two masks overlap.
     *
     * @return {@code height · width} mask indexes, row-major, {@link #UNCOVERED} where there is none; the array is shared
     *     and must not be written to. Empty if masks overlap.
     */
    public Optional<int[]> labels() {
        Optional<int[]> known = labels;
        if (known == null) {
            known = labelsOfMasks();
            labels = known;
        }
        return known;
    }

    /**
     * Returns the grey value that stands for a mask in the paper's coding.
     *
     * @param index the mask
     * @return its value in [0, 255] if this set was made {@linkplain #ofGreyCodes from a grey code image}, else empty
     */
    public OptionalInt greyCode(int index) {
        return greyCodes == null ? OptionalInt.empty() : OptionalInt.of(greyCodes[index]);
    }

    /**
     * Returns the same masks in an image that goes on to the right and to the bottom.
     *
     * @param newHeight rows, at least {@link #height()}
     * @param newWidth columns, at least {@link #width()}
     * @return masks that leave uncovered what was added; disjoint ones without their details
     * @throws InvalidMaskException if the new size is smaller
     */
    public MaskSet padded(int newHeight, int newWidth) {
        requireSize(newHeight, newWidth);
        if (newHeight < height || newWidth < width) {
            throw new InvalidMaskException(
                    "masks of " + width + "×" + height + " pixels cannot be padded to " + newWidth + "×" + newHeight);
        }
        if (newHeight == height && newWidth == width) {
            return this;
        }
        Optional<int[]> map = labels();
        if (map.isEmpty()) {
            List<Mask> padded =
                    masks.stream().map(mask -> mask.padded(newHeight, newWidth)).toList();
            return new MaskSet(newHeight, newWidth, size, padded, Optional.empty(), greyCodes);
        }
        int[] padded = new int[newHeight * newWidth];
        Arrays.fill(padded, UNCOVERED);
        for (int y = 0; y < height; y++) {
            System.arraycopy(map.get(), y * width, padded, y * newWidth, width);
        }
        return new MaskSet(newHeight, newWidth, size, null, Optional.of(padded), greyCodes);
    }

    /** The same masks where an image lies in a frame, empty around it. */
    MaskSet framed(Frame frame) {
        int newHeight = frame.size().height();
        int newWidth = frame.size().width();
        if (frame.isAtTopLeft()) {
            return padded(newHeight, newWidth);
        }
        Optional<int[]> map = labels();
        if (map.isEmpty()) {
            List<Mask> framed = masks.stream().map(mask -> mask.framed(frame)).toList();
            return new MaskSet(newHeight, newWidth, size, framed, Optional.empty(), greyCodes);
        }
        int[] framed = new int[newHeight * newWidth];
        Arrays.fill(framed, UNCOVERED);
        for (int y = 0; y < height; y++) {
            System.arraycopy(map.get(), y * width, framed, (frame.top() + y) * newWidth + frame.left(), width);
        }
        return new MaskSet(newHeight, newWidth, size, null, Optional.of(framed), greyCodes);
    }

    private List<Mask> masksOfLabels() {
        int[] map = labels.orElseThrow();
        int[][] counts = new int[size][];
        int[] runs = new int[size];
        int[] ends = new int[size];
        for (int from = 0; from < map.length; ) {
            int label = map[from];
            int to = from + 1;
            while (to < map.length && map[to] == label) {
                to++;
            }
            if (label != UNCOVERED) {
                if (counts[label] == null) {
                    counts[label] = new int[8];
                } else if (runs[label] == counts[label].length) {
                    counts[label] = Arrays.copyOf(counts[label], runs[label] * 2);
                }
                counts[label][runs[label]++] = from - ends[label];
                counts[label][runs[label]++] = to - from;
                ends[label] = to;
            }
            from = to;
        }
        List<Mask> list = new ArrayList<>(size);
        for (int label = 0; label < size; label++) {
            int[] own = counts[label] == null ? new int[0] : Arrays.copyOf(counts[label], runs[label]);
            list.add(Mask.ofRuns(height, width, own));
        }
        return List.copyOf(list);
    }

    /** Masks of more pixels than the image has must overlap, however many they are; others are drawn. */
    private Optional<int[]> labelsOfMasks() {
        long area = 0;
        for (Mask mask : masks) {
            area += mask.area();
            if (area > (long) height * width) {
                return Optional.empty();
            }
        }
        int[] map = new int[height * width];
        Arrays.fill(map, UNCOVERED);
        for (int label = 0; label < size; label++) {
            int own = label;
            masks.get(label).forEachRun((from, to) -> Arrays.fill(map, from, to, own));
        }
        long covered = Arrays.stream(map).filter(label -> label != UNCOVERED).count();
        return covered == area ? Optional.of(map) : Optional.empty();
    }

    /** Compares size and masks in their order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MaskSet that
                && height == that.height
                && width == that.width
                && masks().equals(that.masks());
    }

    @Override
    public int hashCode() {
        return masks().hashCode();
    }

    @Override
    public String toString() {
        return "MaskSet[" + size + " masks, " + width + "×" + height + "]";
    }
}
