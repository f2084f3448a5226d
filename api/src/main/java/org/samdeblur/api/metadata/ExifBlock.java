package org.samdeblur.api.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An EXIF block that is changed in place, so that the offsets in a maker note, whose format only its maker knows, stay
 * valid. Time and memory are bounded by the block's size: each directory is read once, and fields that reach beyond the
 * end are removed.
 */
final class ExifBlock {
    private static final int HEADER = 8;
    private static final int ENTRY = 12;
    private static final int UPRIGHT = 1;
    private static final int PADDING = 16;

    private final ByteBuffer bytes;
    private final List<Integer> visited = new ArrayList<>();
    private int used = HEADER;

    private ExifBlock(byte[] block) throws BrokenMetadataException {
        if (block.length < HEADER + 6) {
            throw new BrokenMetadataException("has only " + block.length + " bytes");
        }
        this.bytes = ByteBuffer.wrap(block.clone());
        int mark = bytes.getShort(0);
        if (mark != 0x4949 && mark != 0x4D4D) {
            throw new BrokenMetadataException("does not begin with its byte order");
        }
        bytes.order(mark == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (bytes.getShort(2) != 42) {
            throw new BrokenMetadataException("is not in TIFF's form");
        }
    }

    /**
     * Returns a block that describes upright pixels: orientation 1, the image's size, no thumbnail, no broken field.
     *
     * @param block the block as it was read; not changed
     * @throws BrokenMetadataException if no part of the block can be kept
     */
    static byte[] upright(byte[] block, Upright image) throws BrokenMetadataException {
        byte[] upright = new ExifBlock(block).upright(image);
        try {
            TiffTree.read(upright);
            return upright;
        } catch (IOException e) {
            throw new BrokenMetadataException("has directories that overlap");
        }
    }

    private byte[] upright(Upright image) throws BrokenMetadataException {
        Directory first = directory(bytes.getInt(4))
                .orElseThrow(() -> new BrokenMetadataException("has no directory where its header says"));
        Optional<Directory> thumbnail = directory(first.next);
        first.next = 0;
        first.set(ExifTag.ORIENTATION, ExifType.SHORT, UPRIGHT);
        first.set(ExifTag.WIDTH, ExifType.LONG, image.width());
        first.set(ExifTag.HEIGHT, ExifType.LONG, image.height());
        Optional<Directory> exif = subdirectory(first, ExifTag.EXIF_IFD);
        Optional<Directory> gps = subdirectory(first, ExifTag.GPS_IFD);
        Optional<Directory> interop = exif.flatMap(directory -> subdirectory(directory, ExifTag.INTEROP_IFD));
        exif.ifPresent(directory -> {
            directory.set(ExifTag.PIXEL_X_DIMENSION, ExifType.LONG, image.width());
            directory.set(ExifTag.PIXEL_Y_DIMENSION, ExifType.LONG, image.height());
        });
        if (image.isTurned()) {
            first.exchange(ExifTag.X_RESOLUTION, ExifTag.Y_RESOLUTION);
            exif.ifPresent(directory ->
                    directory.exchange(ExifTag.FOCAL_PLANE_X_RESOLUTION, ExifTag.FOCAL_PLANE_Y_RESOLUTION));
        }
        if (first.entries.isEmpty()) {
            throw new BrokenMetadataException("has no field that can be read");
        }
        first.write();
        exif.ifPresent(Directory::write);
        gps.ifPresent(Directory::write);
        interop.ifPresent(Directory::write);
        return Arrays.copyOf(bytes.array(), thumbnail.map(this::lengthWithout).orElse(bytes.capacity()));
    }

    /** Returns the length without the thumbnail's data, if nothing follows it; else the whole length. */
    private int lengthWithout(Directory thumbnail) {
        int start = thumbnail
                .value(ExifTag.JPEG_OFFSET)
                .orElse(thumbnail.value(ExifTag.STRIP_OFFSETS).orElse(0));
        int length = thumbnail
                .value(ExifTag.JPEG_LENGTH)
                .orElse(thumbnail.value(ExifTag.STRIP_BYTE_COUNTS).orElse(0));
        boolean isLast = start >= used && length > 0 && length >= bytes.capacity() - start - PADDING;
        return isLast ? Math.min(start, bytes.capacity()) : bytes.capacity();
    }

    private Optional<Directory> subdirectory(Directory parent, int tag) {
        OptionalInt offset = parent.value(tag);
        Optional<Directory> found = offset.isPresent() ? directory(offset.getAsInt()) : Optional.empty();
        if (found.isEmpty()) {
            parent.remove(tag);
        }
        return found;
    }

    /** Reads a directory; empty if it does not exist or has already been read. */
    private Optional<Directory> directory(int offset) {
        if (offset < HEADER || offset > bytes.capacity() - 2 || visited.contains(offset)) {
            return Optional.empty();
        }
        int count = bytes.getShort(offset) & 0xFFFF;
        int end = offset + 2 + count * ENTRY;
        if (count == 0 || end > bytes.capacity()) {
            return Optional.empty();
        }
        visited.add(offset);
        return Optional.of(new Directory(offset, count));
    }

    /** A directory, with entries of twelve bytes. */
    private final class Directory {
        private final int offset;
        private final boolean hasNext;
        private final List<ByteBuffer> entries = new ArrayList<>();
        private int next;

        Directory(int offset, int count) {
            this.offset = offset;
            int end = offset + 2 + count * ENTRY;
            for (int at = offset + 2; at < end; at += ENTRY) {
                byte[] entry = new byte[ENTRY];
                bytes.get(at, entry);
                ByteBuffer view = ByteBuffer.wrap(entry).order(bytes.order());
                if (isWithin(view)) {
                    entries.add(view);
                }
            }
            hasNext = end + 4 <= bytes.capacity();
            next = hasNext ? bytes.getInt(end) : 0;
            used = Math.max(used, Math.min(end + 4, bytes.capacity()));
        }

        private boolean isWithin(ByteBuffer entry) {
            int size = ExifType.bytes(entry.getShort(2) & 0xFFFF);
            long length = size * (entry.getInt(4) & 0xFFFFFFFFL);
            long end = (entry.getInt(8) & 0xFFFFFFFFL) + length;
            boolean isWithin = size > 0 && (length <= 4 || end <= bytes.capacity());
            if (isWithin && length > 4) {
                used = Math.max(used, (int) end);
            }
            return isWithin;
        }

        private Optional<ByteBuffer> entry(int tag) {
            return entries.stream()
                    .filter(entry -> (entry.getShort(0) & 0xFFFF) == tag)
                    .findFirst();
        }

        /** Returns the first integer of a field; empty if there is none or it is negative. */
        OptionalInt value(int tag) {
            Optional<ByteBuffer> entry = entry(tag);
            if (entry.isEmpty() || entry.get().getInt(4) == 0) {
                return OptionalInt.empty();
            }
            int value = entry.get().getShort(2) == ExifType.SHORT
                    ? entry.get().getShort(8) & 0xFFFF
                    : entry.get().getInt(8);
            return value < 0 ? OptionalInt.empty() : OptionalInt.of(value);
        }

        /** Sets an existing field to one integer. */
        void set(int tag, int type, int value) {
            entry(tag).ifPresent(entry -> {
                entry.putShort(2, (short) type).putInt(4, 1).putInt(8, 0);
                if (type == ExifType.SHORT) {
                    entry.putShort(8, (short) value);
                } else {
                    entry.putInt(8, value);
                }
            });
        }

        /** Swaps the values of two fields of the same type. */
        void exchange(int tag, int other) {
            Optional<ByteBuffer> one = entry(tag);
            Optional<ByteBuffer> two = entry(other);
            if (one.isPresent() && two.isPresent() && isAlike(one.get(), two.get())) {
                int value = one.get().getInt(8);
                one.get().putInt(8, two.get().getInt(8));
                two.get().putInt(8, value);
            }
        }

        private static boolean isAlike(ByteBuffer one, ByteBuffer two) {
            return one.getShort(2) == two.getShort(2) && one.getInt(4) == two.getInt(4);
        }

        void remove(int tag) {
            entries.removeIf(entry -> (entry.getShort(0) & 0xFFFF) == tag);
        }

        /** Writes the directory back. It never grows. */
        void write() {
            bytes.putShort(offset, (short) entries.size());
            int at = offset + 2;
            for (ByteBuffer entry : entries) {
                bytes.put(at, entry.array());
                at += ENTRY;
            }
            if (hasNext || at + 4 <= bytes.capacity()) {
                bytes.putInt(at, next);
            }
        }
    }
}
