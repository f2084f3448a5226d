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
 * <p>Disjoint masks have a second form, the {@link LabelMap}. Each form is computed from the other on first use, and
 * kept.
 *
 * <p>Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MaskSet implements Serializable {
    private static final long serialVersionUID = 1;

    /** The label of pixels that no mask covers. */
    public static final int UNCOVERED = -1;

    /** The number of masks that any label map may have; a map of more pixels may have as many masks as pixels. */
    private static final int LABELS = 1 << 24;

    private final ImageSize imageSize;
    private final int size;
    private final int[] greyCodes;
    private transient volatile List<Mask> masks;
    private transient volatile Optional<LabelMap> labels;

    private MaskSet(ImageSize imageSize, int size, List<Mask> masks, Optional<LabelMap> labels, int[] greyCodes) {
        this.imageSize = imageSize;
        this.size = size;
        this.masks = masks;
        this.labels = labels;
        this.greyCodes = greyCodes;
    }

    private Object writeReplace() {
        List<Mask> known = masks;
        return known == null
                ? new Serialized(imageSize, null, labels.orElseThrow().toArray(), greyCodes)
                : new Serialized(imageSize, new ArrayList<>(known), null, greyCodes);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized in another form");
    }

    /** One form of the masks, which is checked again on deserialization. */
    private record Serialized(ImageSize imageSize, ArrayList<Mask> masks, int[] labels, int[] greyCodes)
            implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() throws InvalidObjectException {
            MaskSet set = masks == null ? ofLabels(imageSize, labels) : of(imageSize, masks);
            if (greyCodes == null) {
                return set;
            }
            boolean isCoded =
                    greyCodes.length == set.size && Arrays.stream(greyCodes).allMatch(code -> code >= 0 && code <= 255);
            if (!isCoded) {
                throw new InvalidObjectException("grey codes that fit no masks");
            }
            return new MaskSet(imageSize, set.size, set.masks, set.labels, greyCodes.clone());
        }
    }

    /**
     * Creates a set of the given masks.
     *
     * @param imageSize the image's size
     * @param masks the masks in their order; may overlap
     * @return the set
     * @throws InvalidMaskException if a mask is of another size
     */
    public static MaskSet of(ImageSize imageSize, List<Mask> masks) {
        requirePixels(imageSize);
        for (int i = 0; i < masks.size(); i++) {
            Mask mask = masks.get(i);
            if (!mask.imageSize().equals(imageSize)) {
                throw new InvalidMaskException(
                        "mask " + i + " is " + mask.imageSize() + " pixels, the image is " + imageSize);
            }
        }
        return new MaskSet(imageSize, masks.size(), List.copyOf(masks), null, null);
    }

    /**
     * Creates a set without masks: the whole image is one uncovered region.
     *
     * @param imageSize the image's size
     * @return the empty set
     */
    public static MaskSet empty(ImageSize imageSize) {
        return of(imageSize, List.of());
    }

    /**
     * Creates a set of disjoint masks from a label map.
     *
     * @param imageSize the image's size
     * @param labels for each pixel the index of its mask, from 0, or {@link #UNCOVERED}; row-major, copied
     * @return the set; its number of masks is the highest label plus one, and masks whose label is absent are empty
     * @throws InvalidMaskException if the array is of another size, or if a label is below −1 or neither below
     *     2<sup>24</sup> nor below the number of pixels
     */
    public static MaskSet ofLabels(ImageSize imageSize, int[] labels) {
        int pixels = requirePixels(imageSize);
        if (labels.length != pixels) {
            throw new InvalidMaskException(labels.length + " labels for an image of " + imageSize + " pixels");
        }
        return ofLabels(LabelMap.takingOver(imageSize, labels.clone()), null);
    }

    /**
     * Creates a set of disjoint masks from a label map that is computed pixel by pixel.
     *
     * @param imageSize the image's size
     * @param labelOf returns the label of a pixel, numbered row by row, {@code y · width + x}; called once for each
     *     pixel, in order
     * @return the set, as from {@link #ofLabels(ImageSize, int[])}
     * @throws InvalidMaskException if a label is below −1 or neither below 2<sup>24</sup> nor below the number of
     *     pixels
     */
    public static MaskSet ofLabels(ImageSize imageSize, IntUnaryOperator labelOf) {
        requirePixels(imageSize);
        return ofLabels(LabelMap.of(imageSize, labelOf), null);
    }

    /**
     * Creates a set of disjoint groups from a grey code image, as in the paper's data sets: pixels of equal value form
     * one group. The groups are in ascending order of their values, which {@link #greyCode} returns.
     *
     * @param imageSize the image's size
     * @param codes one value in [0, 255] for each pixel, row-major
     * @return the groups
     * @throws InvalidMaskException if the array is of another size or a value is out of range
     */
    public static MaskSet ofGreyCodes(ImageSize imageSize, int[] codes) {
        int pixels = requirePixels(imageSize);
        if (codes.length != pixels) {
            throw new InvalidMaskException(codes.length + " grey codes for an image of " + imageSize + " pixels");
        }
        return ofGreyCodes(imageSize, pixel -> codes[pixel]);
    }

    /**
     * Creates a set of disjoint groups from a grey code image as {@link #ofGreyCodes(ImageSize, int[])} does.
     *
     * @param imageSize the image's size
     * @param codeOf returns the value in [0, 255] of a pixel, numbered row by row, {@code y · width + x}; called twice
     *     for each pixel
     * @return the groups
     * @throws InvalidMaskException if a value is out of range
     */
    public static MaskSet ofGreyCodes(ImageSize imageSize, IntUnaryOperator codeOf) {
        int pixels = requirePixels(imageSize);
        boolean[] isPresent = new boolean[256];
        for (int pixel = 0; pixel < pixels; pixel++) {
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
        LabelMap labels = LabelMap.of(imageSize, pixel -> labelOfCode[codeOf.applyAsInt(pixel)]);
        return ofLabels(labels, Arrays.copyOf(present, groups));
    }

    private static MaskSet ofLabels(LabelMap labels, int[] greyCodes) {
        int highest = -1;
        for (int pixel = 0; pixel < labels.pixels(); pixel++) {
            int label = labels.at(pixel);
            if (label < UNCOVERED) {
                throw new InvalidMaskException("label " + label + " is below -1");
            }
            // Every label up to the highest is a mask, so a single wrong label could take unlimited memory.
            if (label >= Math.max(LABELS, labels.pixels())) {
                throw new InvalidMaskException("label " + label + " is too high; number masks from 0");
            }
            highest = Math.max(highest, label);
        }
        return new MaskSet(labels.size(), highest + 1, null, Optional.of(labels), greyCodes);
    }

    private static int requirePixels(ImageSize size) {
        if ((long) size.height() * size.width() > Integer.MAX_VALUE) {
            throw new InvalidMaskException("masks cannot be of " + size + " pixels");
        }
        return size.height() * size.width();
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
     * Returns the sum of the masks' areas as a fraction of the image's area. Pixels under several masks count several
     * times.
     *
     * @return for disjoint masks the fraction of pixels that they cover, in [0, 1]
     */
    public double areaShare() {
        double pixels = masks().stream().mapToDouble(Mask::area).sum();
        return pixels / ((double) width() * height());
    }

    /**
     * Returns the label map, if no two masks overlap.
     *
     * @return for each pixel the index of its mask, or {@link #UNCOVERED}; empty if masks overlap
     */
    public Optional<LabelMap> labels() {
        Optional<LabelMap> known = labels;
        if (known == null) {
            known = labelsOfMasks();
            labels = known;
        }
        return known;
    }

    /**
     * Returns the grey value of a mask in the paper's coding.
     *
     * @param index the mask's index
     * @return the value in [0, 255] if this set was created {@linkplain #ofGreyCodes from a grey code image}, else
     *     empty
     */
    public OptionalInt greyCode(int index) {
        return greyCodes == null ? OptionalInt.empty() : OptionalInt.of(greyCodes[index]);
    }

    /**
     * Returns these masks in an image that is extended to the right and to the bottom.
     *
     * @param newSize at least as high and as wide as {@link #imageSize()}
     * @return the masks, which do not cover the added area; disjoint masks lose their details unless the size is the
     *     same
     * @throws InvalidMaskException if the new size is smaller
     */
    public MaskSet padded(ImageSize newSize) {
        requirePixels(newSize);
        if (newSize.height() < height() || newSize.width() < width()) {
            throw new InvalidMaskException("masks of " + imageSize + " pixels cannot be padded to " + newSize);
        }
        return newSize.equals(imageSize) ? this : placed(newSize, 0, 0);
    }

    /** Places these masks in a frame; the area around the image is uncovered. */
    MaskSet framed(Frame frame) {
        return frame.isAtTopLeft() ? padded(frame.size()) : placed(frame.size(), frame.top(), frame.left());
    }

    private MaskSet placed(ImageSize newSize, int top, int left) {
        Optional<LabelMap> map = labels();
        if (map.isEmpty()) {
            List<Mask> placed =
                    masks.stream().map(mask -> mask.placed(newSize, top, left)).toList();
            return new MaskSet(newSize, size, placed, Optional.empty(), greyCodes);
        }
        return new MaskSet(newSize, size, null, map.map(labelMap -> labelMap.placed(newSize, top, left)), greyCodes);
    }

    private List<Mask> masksOfLabels() {
        LabelMap map = labels.orElseThrow();
        int[][] counts = new int[size][];
        int[] runs = new int[size];
        int[] ends = new int[size];
        for (int from = 0; from < map.pixels(); ) {
            int label = map.at(from);
            int to = from + 1;
            while (to < map.pixels() && map.at(to) == label) {
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
            list.add(Mask.ofRuns(imageSize, own));
        }
        return List.copyOf(list);
    }

    /**
     * Masks with more pixels in total than the image must overlap. Others overlap if they cover fewer pixels than their
     * total.
     */
    private Optional<LabelMap> labelsOfMasks() {
        int pixels = requirePixels(imageSize);
        long area = 0;
        for (Mask mask : masks) {
            area += mask.area();
            if (area > pixels) {
                return Optional.empty();
            }
        }
        int[] map = new int[pixels];
        Arrays.fill(map, UNCOVERED);
        for (int label = 0; label < size; label++) {
            int own = label;
            masks.get(label).forEachRun((from, to) -> Arrays.fill(map, from, to, own));
        }
        long covered = Arrays.stream(map).filter(label -> label != UNCOVERED).count();
        return covered == area ? Optional.of(LabelMap.takingOver(imageSize, map)) : Optional.empty();
    }

    /** Compares size and masks in their order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MaskSet that && imageSize.equals(that.imageSize) && masks().equals(that.masks());
    }

    @Override
    public int hashCode() {
        return masks().hashCode();
    }

    @Override
    public String toString() {
        return "MaskSet[" + size + " masks, " + imageSize + "]";
    }
}
