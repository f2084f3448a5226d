package org.samdeblur.map.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;

/** Converts the values of a NumPy array to masks, as a stream into run lengths. */
final class MaskArray {
    private static final int MOST_MASKS = 1 << 20;
    private static final int BYTES_AT_ONCE = 1 << 16;

    private final NpyHeader header;
    private final NpyElement element;
    private final int masks;
    private final int height;
    private final int width;
    private final MaskLimits limits = MaskLimits.ofFile();
    private final ByteBuffer raw;
    private final InputStream in;
    /** The value other than 0 that is inside; 0 until it occurs. */
    private double insideValue;

    private MaskArray(InputStream in, long bytes) throws IOException {
        this.in = in;
        header = NpyHeader.read(in);
        element = NpyElement.of(header);
        raw = ByteBuffer.allocate(BYTES_AT_ONCE).order(NpyElement.byteOrder(header));
        raw.limit(0);
        long[] shape = header.shape();
        boolean fits = shape.length == 2 || shape.length == 3 || shape.length == 4 && shape[1] == 1;
        if (!fits) {
            throw new IOException("its array is " + header + "; masks must be [H, W], [M, H, W] or [M, 1, H, W]");
        }
        long most = shape.length == 2 ? 1 : shape[0];
        long rows = shape[shape.length - 2];
        long columns = shape[shape.length - 1];
        boolean sane = most <= MOST_MASKS
                && Math.max(rows, columns) <= Image.DEFAULT_PIXEL_LIMIT
                && rows * columns <= Image.DEFAULT_PIXEL_LIMIT
                && rows * columns > 0
                && most * rows * columns * element.bytes() < bytes;
        if (!sane) {
            throw new IOException("its header states " + header + ", which its " + bytes
                    + " bytes cannot contain, or which has more than " + Image.DEFAULT_PIXEL_LIMIT
                    + " pixels per mask");
        }
        MaskLimits.requirePixels(most, rows * columns);
        masks = (int) most;
        height = (int) rows;
        width = (int) columns;
    }

    /**
     * Reads all masks.
     *
     * @param in an array in NumPy's format
     * @param bytes its length, with its header
     */
    static MaskSet read(InputStream in, long bytes) throws IOException {
        MaskArray array = new MaskArray(in, bytes);
        List<Mask> read = array.header.fortranOrder() ? array.byColumns() : array.byRows();
        if (array.raw.hasRemaining() || in.read() >= 0) {
            throw new IOException("there is data after its array");
        }
        return MaskSet.of(new ImageSize(array.height, array.width), read);
    }

    private List<Mask> byRows() throws IOException {
        List<Mask> read = new ArrayList<>();
        for (int i = 0; i < masks; i++) {
            RunLengths runs = new RunLengths(limits);
            for (int left = height * width; left > 0; ) {
                left -= nextStretch(runs, left);
            }
            read.add(Mask.ofRuns(new ImageSize(height, width), runs.counts()));
        }
        return read;
    }

    /** Adds pixels that are all inside or all outside, at least one and at most {@code most}. Returns their number. */
    private int nextStretch(RunLengths runs, int most) throws IOException {
        boolean inside = nextIsInside();
        int stretch = 1;
        if (element.bytes() == 1) {
            byte value = raw.get(raw.position() - 1);
            int end = Math.min(raw.limit(), raw.position() + most - 1);
            int at = raw.position();
            while (at < end && raw.get(at) == value) {
                at++;
            }
            stretch += at - raw.position();
            raw.position(at);
        }
        runs.add(inside, stretch);
        return stretch;
    }

    /** Reads Fortran order, in which masks are interleaved and stored column by column. */
    private List<Mask> byColumns() throws IOException {
        RunLengths[] columns =
                Stream.generate(() -> new RunLengths(limits)).limit(masks).toArray(RunLengths[]::new);
        for (int pixel = 0; pixel < height * width; pixel++) {
            for (RunLengths runs : columns) {
                runs.add(nextIsInside(), 1);
            }
        }
        List<Mask> read = new ArrayList<>();
        for (int i = 0; i < masks; i++) {
            int[] rows = Transposition.transpose(columns[i].counts(), height, width, limits);
            columns[i] = null;
            read.add(Mask.ofRuns(new ImageSize(height, width), rows));
        }
        return read;
    }

    private boolean nextIsInside() throws IOException {
        if (raw.remaining() < element.bytes()) {
            fill();
        }
        double value = element.next(raw);
        if (value == 0) {
            return false;
        }
        if (value != insideValue && element != NpyElement.BOOL) {
            takeInsideValue(value);
        }
        return true;
    }

    /** Stores the value that is inside. Refuses a second one: the array is a label map, or contains probabilities. */
    private void takeInsideValue(double value) throws IOException {
        if (insideValue != 0 || Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IOException("its array holds " + (insideValue == 0 ? "" : number(insideValue) + " and ")
                    + number(value) + "; masks hold 0 and one other value, as 'masks > 0.5' does");
        }
        insideValue = value;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : "" + value;
    }

    private void fill() throws IOException {
        raw.compact();
        int read = in.readNBytes(raw.array(), raw.position(), raw.remaining());
        raw.position(raw.position() + read).flip();
        if (raw.remaining() < element.bytes()) {
            throw new EOFException("it ends too early");
        }
    }

    /** Writes masks as bool, {@code [M, 1, H, W]}. */
    static void write(OutputStream out, MaskSet masks) throws IOException {
        long[] shape = {masks.size(), 1, masks.height(), masks.width()};
        new NpyHeader("|b1", false, shape).write(out);
        byte[] dense = new byte[masks.height() * masks.width()];
        for (Mask mask : masks.masks()) {
            Arrays.fill(dense, (byte) 0);
            mask.forEachRun((from, to) -> Arrays.fill(dense, from, to, (byte) 1));
            out.write(dense);
        }
    }
}
