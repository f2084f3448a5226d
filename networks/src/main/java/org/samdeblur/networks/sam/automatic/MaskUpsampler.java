package org.samdeblur.networks.sam.automatic;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/**
 * Reads masks of an image off the decoder's logits: what the published code finds in logits stretched to the image, without
 * ever stretching them as a whole. Interpolated values lie between those they are made of, so that wherever all neighbours are
 * on one side of the thresholds, whole spans of pixels are; only pixels about a mask's boundary are computed. Its buffers serve
 * one mask after the other.
 *
 * <p>For one thread at a time.
 */
public final class MaskUpsampler {
    /** Classes of logits, one bit each: below both thresholds, between the lower and 0, between 0 and the upper, above. */
    private static final int BELOW = 1;

    private static final int JUST_OUTSIDE = 2;
    private static final int JUST_INSIDE = 4;
    private static final int ABOVE = 8;

    /** Not a class: logits on both sides of a threshold. */
    private static final byte MIXED = -1;

    /** By the bits of a cell's logits: how many thresholds of three all of them exceed. */
    private static final byte[] LEVELS = kinds(BELOW, JUST_OUTSIDE, JUST_INSIDE, ABOVE);

    /** By the bits of a cell's logits: 0 if all are outside, 1 if all are inside. */
    private static final byte[] SIDES = kinds(BELOW | JUST_OUTSIDE, JUST_INSIDE | ABOVE);

    private final MaskFrame frame;
    private final StretchedAxis columns;
    private final StretchedAxis rows;
    private final int usedColumns;
    private final int usedRows;
    private final float offset;

    private final float[] logits;
    private final byte[] classes;
    private final byte[] cells;
    private final float[][] widened;
    private final float[] values;
    private final int[] spanEnds;
    private final byte[] spanKinds;
    private int spans;

    /**
     * Prepares for the masks of one image.
     *
     * @param frame how masks lie on the image
     * @param stabilityOffset by how much the threshold moves up and down for the stability score, at least 0
     * @throws IllegalArgumentException if masks are larger than the encoder's input
     */
    public MaskUpsampler(MaskFrame frame, double stabilityOffset) {
        int mask = frame.mask();
        this.frame = frame;
        MaskFrame.Stretch stretch = frame.stretch();
        this.columns = StretchedAxis.of(
                mask, stretch.side(), stretch.part().width(), frame.image().width());
        this.rows = StretchedAxis.of(
                mask, stretch.side(), stretch.part().height(), frame.image().height());
        this.usedColumns = columns.usedCells();
        this.usedRows = rows.usedCells();
        this.offset = (float) stabilityOffset;
        this.logits = new float[(usedRows + 2) * mask];
        this.classes = new byte[logits.length];
        this.cells = new byte[logits.length];
        this.widened = new float[StretchedAxis.NEIGHBOURS][frame.image().width()];
        this.values = new float[frame.image().width()];
        this.spanEnds = new int[usedColumns];
        this.spanKinds = new byte[usedColumns];
    }

    private static byte[] kinds(int... groups) {
        byte[] kinds = new byte[16];
        Arrays.fill(kinds, MIXED);
        for (int kind = 0; kind < groups.length; kind++) {
            for (int bits = 1; bits < kinds.length; bits++) {
                if ((bits & ~groups[kind]) == 0) {
                    kinds[bits] = (byte) kind;
                }
            }
        }
        return kinds;
    }

    /**
     * Takes the mask that the next calls are about.
     *
     * @param mask {@code [m, m]} logits, inside where above 0, or as many rows of them as cover the image and two more
     */
    void load(Tensor mask) {
        FloatBuffer data = mask.data();
        data.get(data.position(), logits);
        classify();
        joinNeighbours();
    }

    private void classify() {
        float upper = offset;
        float lower = -offset;
        for (int i = 0; i < logits.length; i++) {
            float logit = logits[i];
            int exceeded = (logit > lower ? 1 : 0) + (logit > 0 ? 1 : 0) + (logit > upper ? 1 : 0);
            classes[i] = (byte) (BELOW << exceeded);
        }
    }

    /** A cell holds the classes of the three by three logits that its pixels are made of. */
    private void joinNeighbours() {
        int mask = frame.mask();
        for (int i = 0; i + 2 < classes.length; i++) {
            cells[i] = (byte) (classes[i] | classes[i + 1] | classes[i + 2]);
        }
        for (int i = 0; i < usedRows * mask; i++) {
            cells[i] = (byte) (cells[i] | cells[i + mask] | cells[i + 2 * mask]);
        }
    }

    /** Measures the mask. */
    MaskExtent extent() {
        ExtentMeasure measure = new ExtentMeasure(offset);
        walk(LEVELS, measure);
        return measure.extent();
    }

    /**
     * Returns the mask of a crop as run lengths in the image it was cut from, as {@link Mask#ofRuns} takes them.
     *
     * @param crop where this upsampler's image lies
     * @param whole the image it was cut from
     */
    int[] runs(Box crop, ImageSize whole) {
        RunLengths lengths = new RunLengths(crop, whole.width());
        walk(SIDES, lengths);
        return lengths.counts();
    }

    /**
     * Reads the mask off logits.
     *
     * @param mask {@code [m, m]} logits, inside where above 0, or as many rows of them as cover the image and two more
     * @return the mask in the image, without details
     */
    public Mask read(Tensor mask) {
        load(mask);
        ImageSize image = frame.image();
        return Mask.ofRuns(image, runs(new Box(0, 0, image.width(), image.height()), image));
    }

    private void walk(byte[] kinds, SpanVisitor visitor) {
        for (int row = 0; row < usedRows; row++) {
            int end = rows.start()[row + 1];
            if (rows.start()[row] < end) {
                findSpans(row, kinds);
                widen(row);
            }
            for (int y = rows.start()[row]; y < end; y++) {
                visitRow(y, visitor);
            }
        }
    }

    /** Joins neighbouring cells of one kind. */
    private void findSpans(int row, byte[] kinds) {
        int from = row * frame.mask();
        int to = from + usedColumns;
        spans = 0;
        for (int i = from; i < to; ) {
            byte kind = kinds[cells[i]];
            do {
                i++;
            } while (i < to && kinds[cells[i]] == kind);
            spanKinds[spans] = kind;
            spanEnds[spans++] = i - from;
        }
    }

    /** Stretches the three rows of logits that a row of cells is made of along mixed spans. */
    private void widen(int row) {
        int cell = 0;
        for (int span = 0; span < spans; span++) {
            for (int i = 0; i < widened.length && spanKinds[span] == MIXED; i++) {
                widen((row + i) * frame.mask(), cell, spanEnds[span], widened[i]);
            }
            cell = spanEnds[span];
        }
    }

    private void widen(int row, int fromCell, int toCell, float[] wide) {
        int[] start = columns.start();
        for (int cell = fromCell; cell < toCell; cell++) {
            float left = logits[row + cell];
            float middle = logits[row + cell + 1];
            float right = logits[row + cell + 2];
            for (int x = start[cell]; x < start[cell + 1]; x++) {
                wide[x] = columns.first()[x] * left + columns.second()[x] * middle + columns.third()[x] * right;
            }
        }
    }

    private void visitRow(int y, SpanVisitor visitor) {
        int cell = 0;
        for (int span = 0; span < spans; span++) {
            int from = columns.start()[cell];
            int to = columns.start()[spanEnds[span]];
            if (spanKinds[span] == MIXED) {
                interpolate(y, from, to);
                visitor.computed(y, from, to, values);
            } else if (from < to) {
                visitor.decided(y, from, to, spanKinds[span]);
            }
            cell = spanEnds[span];
        }
    }

    private void interpolate(int y, int from, int to) {
        float first = rows.first()[y];
        float second = rows.second()[y];
        float third = rows.third()[y];
        float[] top = widened[0];
        float[] middle = widened[1];
        float[] bottom = widened[2];
        for (int x = from; x < to; x++) {
            values[x] = first * top[x] + second * middle[x] + third * bottom[x];
        }
    }
}
