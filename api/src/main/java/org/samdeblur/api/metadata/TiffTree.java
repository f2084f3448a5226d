package org.samdeblur.api.metadata;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.imageio.stream.ImageInputStream;

/**
 * The first directory of a TIFF or BigTIFF file, with its subdirectories for EXIF, GPS and interoperability, copied
 * field by field. Fields that are beyond the end, of an unknown type, or very large are left out.
 */
final class TiffTree {
    private static final int MOST_FIELDS = 4096;
    private static final int MOST_BYTES = 1 << 24;
    private static final int BIG = 43;
    private static final int ENOUGH_OF_A_NOTE = 16;

    /** The first bytes of maker notes whose offsets are relative to the note, so that the note can be moved. */
    private static final List<String> MOVABLE_NOTES =
            List.of("Nikon\0\2", "FUJIFILM", "Apple iOS\0", "OLYMPUS\0", "OM SYSTEM\0", "PENTAX \0", "HDRP");

    private final ByteOrder order;
    private final SortedMap<Integer, TiffField> fields = new TreeMap<>();
    private final SortedMap<Integer, TiffTree> below = new TreeMap<>();

    private TiffTree(ByteOrder order) {
        this.order = order;
    }

    /** Creates an empty tree. */
    static TiffTree empty() {
        return new TiffTree(ByteOrder.BIG_ENDIAN);
    }

    /** Reads the directories of a whole file. */
    static TiffTree read(ImageInputStream in) throws IOException {
        in.seek(0);
        ByteOrder order = in.readUnsignedShort() == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        in.setByteOrder(order);
        boolean isBig = in.readUnsignedShort() == BIG;
        in.seek(isBig ? 8 : 4);
        TiffTree tree = new TiffTree(order);
        Reader reader = new Reader(in, isBig);
        reader.fill(tree, reader.offset());
        for (int tag : List.of(ExifTag.EXIF_IFD, ExifTag.GPS_IFD)) {
            tree.follow(tag, reader);
        }
        tree.exif().ifPresent(TiffTree::dropForeignNote);
        TiffTree exif = tree.below.get(ExifTag.EXIF_IFD);
        if (exif != null) {
            exif.follow(ExifTag.INTEROP_IFD, reader);
        }
        return tree;
    }

    /** Reads an EXIF block. */
    static TiffTree read(byte[] block) throws IOException {
        try (ImageInputStream in = new ByteArrayImageInputStream(block)) {
            return read(in);
        }
    }

    private void follow(int tag, Reader reader) throws IOException {
        TiffField pointer = fields.remove(tag);
        if (pointer != null
                && pointer.number(order).isPresent()
                && reader.reaches(pointer.number(order).getAsLong())) {
            TiffTree directory = new TiffTree(order);
            reader.fill(directory, pointer.number(order).getAsLong());
            if (!directory.fields.isEmpty()) {
                below.put(tag, directory);
            }
        }
    }

    private Optional<TiffTree> exif() {
        return directory(ExifTag.EXIF_IFD);
    }

    private void dropForeignNote() {
        TiffField note = fields.get(ExifTag.MAKER_NOTE);
        if (note != null) {
            String start = new String(
                    note.value(), 0, Math.min(note.value().length, ENOUGH_OF_A_NOTE), StandardCharsets.ISO_8859_1);
            if (MOVABLE_NOTES.stream().noneMatch(start::startsWith)) {
                fields.remove(ExifTag.MAKER_NOTE);
            }
        }
    }

    ByteOrder order() {
        return order;
    }

    Optional<TiffField> field(int tag) {
        return Optional.ofNullable(fields.get(tag));
    }

    void put(TiffField field) {
        fields.put(field.tag(), field);
    }

    void putExif(TiffField field) {
        below.computeIfAbsent(ExifTag.EXIF_IFD, tag -> new TiffTree(order)).put(field);
    }

    Collection<TiffField> fields() {
        return fields.values();
    }

    Optional<TiffTree> directory(int tag) {
        return Optional.ofNullable(below.get(tag));
    }

    Optional<Resolution> resolution() {
        OptionalDouble x =
                field(ExifTag.X_RESOLUTION).map(value -> value.fraction(order)).orElse(OptionalDouble.empty());
        OptionalDouble y =
                field(ExifTag.Y_RESOLUTION).map(value -> value.fraction(order)).orElse(OptionalDouble.empty());
        if (x.isEmpty() || y.isEmpty()) {
            return Optional.empty();
        }
        long unit = field(ExifTag.RESOLUTION_UNIT)
                .map(value -> value.number(order).orElse(2))
                .orElse(2L);
        Resolution found = unit == 3
                ? Resolution.perCentimetre(x.getAsDouble(), y.getAsDouble())
                : new Resolution(x.getAsDouble(), y.getAsDouble(), unit == 2);
        return Optional.of(found).filter(Resolution::isUsable);
    }

    /** Keeps the fields that describe the picture, and removes those that describe how a file stores it. */
    TiffTree descriptive() {
        fields.keySet().removeIf(tag -> !ExifTag.isDescriptive(tag));
        return this;
    }

    /** Removes the maker note, which is the largest part of most blocks. */
    TiffTree withoutNotes() {
        exif().ifPresent(exif -> exif.fields.remove(ExifTag.MAKER_NOTE));
        return this;
    }

    boolean isEmpty() {
        return fields.isEmpty() && below.isEmpty();
    }

    /** Writes the directories as an EXIF block. */
    byte[] toBlock() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {
            (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'), (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M')
        });
        out.writeBytes(bytes(2).putShort((short) 42).array());
        out.writeBytes(bytes(4).putInt(8).array());
        write(out);
        return out.toByteArray();
    }

    private ByteBuffer bytes(int count) {
        return ByteBuffer.allocate(count).order(order);
    }

    /** Appends this directory, its values, and its subdirectories. */
    private void write(ByteArrayOutputStream out) {
        List<TiffField> all = new ArrayList<>(fields.values());
        all.removeIf(field -> field.type() > ExifType.LAST_CLASSIC);
        below.keySet().forEach(tag -> all.add(TiffField.ofLong(tag, order, 0)));
        all.sort((one, two) -> Integer.compare(one.tag(), two.tag()));
        int start = out.size();
        ByteBuffer directory = bytes(2 + 12 * all.size() + 4).putShort((short) all.size());
        int end = start + directory.capacity();
        ByteArrayOutputStream values = new ByteArrayOutputStream();
        for (TiffField field : all) {
            directory
                    .putShort((short) field.tag())
                    .putShort((short) field.type())
                    .putInt(field.count());
            TiffTree child = below.get(field.tag());
            if (child != null) {
                directory.putInt(end + values.size());
                values.writeBytes(child.at(end + values.size()));
            } else if (field.value().length <= 4) {
                directory.put(field.value()).put(new byte[4 - field.value().length]);
            } else {
                directory.putInt(end + values.size());
                values.writeBytes(field.value());
            }
            if (values.size() % 2 == 1) {
                values.write(0);
            }
        }
        out.writeBytes(directory.putInt(0).array());
        out.writeBytes(values.toByteArray());
    }

    /** Returns the bytes of this directory, to be placed at an offset. */
    private byte[] at(int offset) {
        Offset out = new Offset(offset);
        write(out);
        return out.toByteArray();
    }

    /** A stream whose size counts from an offset. */
    private static final class Offset extends ByteArrayOutputStream {
        private final int offset;

        Offset(int offset) {
            this.offset = offset;
        }

        @Override
        public synchronized int size() {
            return offset + super.size();
        }
    }

    /** Reads the directories of one file, each once. */
    private static final class Reader {
        private final ImageInputStream in;
        private final boolean isBig;
        private final List<Long> visited = new ArrayList<>();
        private long bytesLeft = MOST_BYTES;

        Reader(ImageInputStream in, boolean isBig) {
            this.in = in;
            this.isBig = isBig;
        }

        boolean reaches(long offset) throws IOException {
            return in.length() < 0 || offset < in.length();
        }

        long offset() throws IOException {
            return isBig ? in.readLong() : in.readUnsignedInt();
        }

        void fill(TiffTree directory, long offset) throws IOException {
            if (offset < 8 || visited.contains(offset)) {
                return;
            }
            visited.add(offset);
            in.seek(offset);
            long count = isBig ? in.readLong() : in.readUnsignedShort();
            long at = in.getStreamPosition();
            for (int i = 0; i < Math.min(count, MOST_FIELDS) && count > 0; i++, at += isBig ? 20 : 12) {
                in.seek(at);
                Optional<TiffField> field = readField();
                field.ifPresent(found -> directory.fields.putIfAbsent(found.tag(), found));
            }
        }

        private Optional<TiffField> readField() throws IOException {
            int tag = in.readUnsignedShort();
            int type = in.readUnsignedShort();
            long count = isBig ? in.readLong() : in.readUnsignedInt();
            int size = ExifType.bytes(type);
            if (size == 0 || count <= 0 || count > bytesLeft / size) {
                return Optional.empty();
            }
            int length = (int) (count * size);
            long at = length <= (isBig ? 8 : 4) ? in.getStreamPosition() : offset();
            if (at < 0 || (in.length() >= 0 && at > in.length() - length)) {
                return Optional.empty();
            }
            bytesLeft -= length;
            byte[] value = new byte[length];
            in.seek(at);
            in.readFully(value);
            return Optional.of(new TiffField(tag, type, value));
        }
    }
}
