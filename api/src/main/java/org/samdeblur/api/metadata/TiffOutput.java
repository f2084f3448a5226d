package org.samdeblur.api.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.stream.ImageOutputStream;

/**
 * Writes a TIFF file that begins with an EXIF block, which has the form of a TIFF file itself. All values that the
 * block's fields point to keep their offsets, maker notes included. The image's directory comes last, and has the
 * block's descriptive fields in addition to its own. For a single use by one thread.
 */
public final class TiffOutput {
    private static final int HEADER = 8;
    private static final long MOST_BYTES = 0xFFFFFFFFL;

    private final ImageOutputStream out;
    private final ByteOrder order;
    private final List<byte[]> entries;
    private final Map<Integer, TiffField> fields = new TreeMap<>();
    private final List<Integer> offsets = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();

    /**
     * Begins a file.
     *
     * @param out receives the file; stays open
     * @param metadata the metadata to write
     * @param profile the colour profile
     * @throws IOException if the output cannot be written
     */
    public TiffOutput(ImageOutputStream out, Metadata metadata, Optional<byte[]> profile) throws IOException {
        Optional<byte[]> block = metadata.exif().or(() -> PngText.exif(metadata.pngChunks()));
        this.out = out;
        this.order = TiffMetadata.order(block);
        this.entries = block.map(TiffMetadata::entries).orElse(List.of());
        out.setByteOrder(order);
        out.write(block.orElseGet(this::header));
        align();
        metadata.xmp().ifPresent(packet -> put(new TiffField(ExifTag.XMP, ExifType.BYTE, packet)));
        metadata.iptc().ifPresent(records -> put(new TiffField(ExifTag.IPTC, ExifType.UNDEFINED, records)));
        profile.ifPresent(bytes -> put(new TiffField(ExifTag.ICC_PROFILE, ExifType.UNDEFINED, bytes)));
        metadata.resolution().ifPresent(resolution -> {
            put(TiffField.ofRational(ExifTag.X_RESOLUTION, order, resolution.x()));
            put(TiffField.ofRational(ExifTag.Y_RESOLUTION, order, resolution.y()));
            put(TiffField.ofShort(ExifTag.RESOLUTION_UNIT, order, resolution.isAbsolute() ? 2 : 1));
        });
    }

    private byte[] header() {
        byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        return ByteBuffer.allocate(HEADER)
                .order(order)
                .put(mark)
                .put(mark)
                .putShort((short) 42)
                .putInt(0)
                .array();
    }

    /**
     * Returns the byte order for samples of two bytes.
     *
     * @return the file's byte order
     */
    public ByteOrder order() {
        return order;
    }

    /**
     * Adds a field of 16-bit numbers to the image's directory.
     *
     * @param tag the field's number
     * @param values its values
     */
    public void putShorts(int tag, int... values) {
        put(TiffField.ofShort(tag, order, values));
    }

    /**
     * Adds a field of one 32-bit number to the image's directory.
     *
     * @param tag the field's number
     * @param value its value
     */
    public void putLong(int tag, int value) {
        put(TiffField.ofLong(tag, order, value));
    }

    private void put(TiffField field) {
        fields.put(field.tag(), field);
    }

    /**
     * Writes the next strip of pixels.
     *
     * @param bytes the compressed strip
     * @param length the number of bytes of the strip
     * @throws IOException if the output cannot be written, or the file has become too large for the format
     */
    public void writeStrip(byte[] bytes, int length) throws IOException {
        offsets.add(position());
        lengths.add(length);
        out.write(bytes, 0, length);
        align();
    }

    private int position() throws IOException {
        if (out.getStreamPosition() > MOST_BYTES) {
            throw new IOException("a TIFF file holds no more than 4 GB; write PNG instead");
        }
        return (int) out.getStreamPosition();
    }

    private void align() throws IOException {
        if (out.getStreamPosition() % 2 == 1) {
            out.write(0);
        }
    }

    /**
     * Completes the file by writing the directory.
     *
     * @throws IOException if the output cannot be written
     */
    public void finish() throws IOException {
        put(TiffField.ofLong(ExifTag.STRIP_OFFSETS, order, toArray(offsets)));
        put(TiffField.ofLong(ExifTag.STRIP_BYTE_COUNTS, order, toArray(lengths)));
        Map<Integer, byte[]> directory = new TreeMap<>();
        for (byte[] entry : entries) {
            directory.put(ByteBuffer.wrap(entry).order(order).getShort(0) & 0xFFFF, entry);
        }
        for (TiffField field : fields.values()) {
            directory.put(field.tag(), entry(field));
        }
        int start = position();
        out.writeShort(directory.size());
        for (byte[] entry : directory.values()) {
            out.write(entry);
        }
        out.writeInt(0);
        out.seek(4);
        out.writeInt(start);
    }

    /** Returns the entry of a field. Writes the field's value first if it does not fit into the entry. */
    private byte[] entry(TiffField field) throws IOException {
        ByteBuffer entry = ByteBuffer.allocate(12)
                .order(order)
                .putShort((short) field.tag())
                .putShort((short) field.type())
                .putInt(field.count());
        if (field.value().length <= 4) {
            entry.put(field.value());
        } else {
            entry.putInt(position());
            out.write(field.value());
            align();
        }
        return entry.array();
    }

    private static int[] toArray(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
