package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The directory of a zip archive, including zip64 (PKWARE's APPNOTE 6.3). The JDK reads such archives too, but does not
 * provide the position of an entry's bytes in the file, which is needed to map them.
 */
final class ZipDirectory {
    /** The first four bytes of an archive, read little-endian: the signature of its first entry's header. */
    static final int LOCAL_HEADER = 0x04034b50;

    private static final int DIRECTORY_HEADER = 0x02014b50;
    private static final int DIRECTORY_END = 0x06054b50;
    private static final int ZIP64_DIRECTORY_END = 0x06064b50;
    private static final int ZIP64_LOCATOR = 0x07064b50;

    private static final int LOCAL_HEADER_BYTES = 30;
    private static final int DIRECTORY_HEADER_BYTES = 46;
    private static final int DIRECTORY_END_BYTES = 22;
    private static final int ZIP64_DIRECTORY_END_BYTES = 56;
    private static final int ZIP64_LOCATOR_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int ZIP64_FIELD = 0x0001;
    private static final int ENCRYPTED_FLAG = 1;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final long SMALL_BYTES = 1 << 26;
    private static final long MOST_TIMES = 100;
    private static final long IN_ZIP64 = 0xffffffffL;

    /** The limit bounds the memory for names. Networks have far fewer weights. */
    private static final int MOST_ENTRIES = 1 << 20;

    private record Entry(String name, boolean encrypted, int method, long crc32, long stored, long size, long header) {}

    private record Extent(long position, long bytes, long entries) {}

    private final CheckpointFile file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long inflatedBytes;

    private ZipDirectory(CheckpointFile file) {
        this.file = file;
    }

    /** Reads the directory at the end of a file. */
    static ZipDirectory read(CheckpointFile file) {
        ZipDirectory directory = new ZipDirectory(file);
        Extent extent = directory.extent();
        if (extent.entries() > MOST_ENTRIES) {
            throw file.invalid("is damaged: a zip archive of " + extent.entries() + " entries");
        }
        ByteBuffer headers = file.region(extent.position(), extent.bytes());
        for (long i = 0; i < extent.entries(); i++) {
            directory.add(directory.entry(headers));
        }
        return directory;
    }

    /** Returns the names of all entries in the directory's order. */
    Set<String> names() {
        return entries.keySet();
    }

    /**
     * Finds an entry's bytes.
     *
     * @throws org.samdeblur.api.InvalidModelException if there is no such entry, or it is encrypted, or compressed by
     *     another method than deflate
     */
    Storage storage(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw file.invalid("is damaged or cut short: it lacks " + CheckpointFile.quote(name));
        }
        if (entry.encrypted()) {
            throw file.invalid(
                    "cannot be read: " + CheckpointFile.quote(name) + " is encrypted; only plain archives are read");
        }
        if (entry.method() != STORED && entry.method() != DEFLATED) {
            throw file.invalid("cannot be read: " + CheckpointFile.quote(name) + " is compressed by method "
                    + entry.method() + ", and only deflated and uncompressed archives are read");
        }
        boolean deflated = entry.method() == DEFLATED;
        if (!deflated && entry.stored() != entry.size()) {
            throw file.invalid("is damaged: " + CheckpointFile.quote(name) + " is uncompressed, but has two sizes");
        }
        ByteBuffer header = file.region(entry.header(), LOCAL_HEADER_BYTES);
        int nameBytes = Short.toUnsignedInt(header.getShort(26));
        int extraBytes = Short.toUnsignedInt(header.getShort(28));
        if (header.getInt(0) != LOCAL_HEADER
                || !text(file.region(entry.header() + LOCAL_HEADER_BYTES, nameBytes))
                        .equals(name)) {
            throw file.invalid("is damaged: " + CheckpointFile.quote(name) + " is not where its directory says");
        }
        long position = entry.header() + LOCAL_HEADER_BYTES + nameBytes + extraBytes;
        file.region(position, Math.min(entry.stored(), Integer.MAX_VALUE));
        if (entry.stored() > file.size() - position) {
            throw file.invalid("is cut short: " + CheckpointFile.quote(name) + " ends beyond the end of the file");
        }
        if (deflated) {
            requireSensible(entry);
            return Storage.deflated(file, name, position, entry.stored(), entry.size(), OptionalLong.of(entry.crc32()));
        }
        return new Storage(file, name, position, entry.size(), OptionalLong.of(entry.crc32()));
    }

    /** Rejects archives that inflate to far more than weights do, such as zip bombs. */
    private void requireSensible(Entry entry) {
        inflatedBytes += entry.size();
        long most = SMALL_BYTES + MOST_TIMES * file.size();
        if (entry.size() < 0 || inflatedBytes < 0 || inflatedBytes > most) {
            throw file.invalid("is compressed so much that it would fill more than " + most
                    + " bytes, which no checkpoint does; unpack and store it without compression if it is one");
        }
    }

    private Extent extent() {
        long tailBytes = Math.min(file.size(), DIRECTORY_END_BYTES + LONGEST_COMMENT);
        long tailPosition = file.size() - tailBytes;
        ByteBuffer tail = file.region(tailPosition, tailBytes);
        for (int at = (int) tailBytes - DIRECTORY_END_BYTES; at >= 0; at--) {
            boolean reachesEnd = tail.getInt(at) == DIRECTORY_END
                    && Short.toUnsignedInt(tail.getShort(at + 20)) == tailBytes - at - DIRECTORY_END_BYTES;
            if (reachesEnd) {
                return extent(
                        tailPosition + at, tail.slice(at, DIRECTORY_END_BYTES).order(ByteOrder.LITTLE_ENDIAN));
            }
        }
        throw file.invalid(
                "is cut short or damaged: a zip archive without the directory at its end; download or copy it again");
    }

    private Extent extent(long position, ByteBuffer end) {
        if (position >= ZIP64_LOCATOR_BYTES) {
            ByteBuffer locator = file.region(position - ZIP64_LOCATOR_BYTES, ZIP64_LOCATOR_BYTES);
            if (locator.getInt(0) == ZIP64_LOCATOR) {
                return zip64Extent(locator.getLong(8));
            }
        }
        return new Extent(
                Integer.toUnsignedLong(end.getInt(16)),
                Integer.toUnsignedLong(end.getInt(12)),
                Short.toUnsignedLong(end.getShort(10)));
    }

    private Extent zip64Extent(long position) {
        ByteBuffer end = file.region(position, ZIP64_DIRECTORY_END_BYTES);
        if (end.getInt(0) != ZIP64_DIRECTORY_END || end.getLong(32) < 0) {
            throw file.invalid("is damaged: a zip archive whose directory is not where its end says");
        }
        return new Extent(end.getLong(48), end.getLong(40), end.getLong(32));
    }

    private Entry entry(ByteBuffer headers) {
        if (headers.remaining() < DIRECTORY_HEADER_BYTES || headers.getInt(headers.position()) != DIRECTORY_HEADER) {
            throw damagedDirectory();
        }
        ByteBuffer header = next(headers, DIRECTORY_HEADER_BYTES);
        String name = text(next(headers, Short.toUnsignedInt(header.getShort(28))));
        ByteBuffer extra = next(headers, Short.toUnsignedInt(header.getShort(30)));
        next(headers, Short.toUnsignedInt(header.getShort(32)));
        ByteBuffer wide = zip64Fields(extra);
        long size = widened(header.getInt(24), wide);
        long stored = widened(header.getInt(20), wide);
        return new Entry(
                name,
                (header.getShort(8) & ENCRYPTED_FLAG) != 0,
                Short.toUnsignedInt(header.getShort(10)),
                Integer.toUnsignedLong(header.getInt(16)),
                stored,
                size,
                widened(header.getInt(42), wide));
    }

    /** Returns the extra field that contains, in order, only the values that do not fit in 32 bits. */
    private ByteBuffer zip64Fields(ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = Short.toUnsignedInt(extra.getShort());
            ByteBuffer field = next(extra, Short.toUnsignedInt(extra.getShort()));
            if (id == ZIP64_FIELD) {
                return field;
            }
        }
        return ByteBuffer.allocate(0);
    }

    private long widened(int narrow, ByteBuffer wide) {
        if (Integer.toUnsignedLong(narrow) != IN_ZIP64) {
            return Integer.toUnsignedLong(narrow);
        }
        if (wide.remaining() < Long.BYTES) {
            throw damagedDirectory();
        }
        return wide.getLong();
    }

    private ByteBuffer next(ByteBuffer from, int bytes) {
        if (bytes > from.remaining()) {
            throw damagedDirectory();
        }
        ByteBuffer part = from.slice(from.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
        from.position(from.position() + bytes);
        return part;
    }

    private void add(Entry entry) {
        if (entries.put(entry.name(), entry) != null) {
            throw file.invalid("is damaged: two entries have the name " + CheckpointFile.quote(entry.name()));
        }
    }

    private RuntimeException damagedDirectory() {
        return file.invalid("is cut short or damaged: the directory of the zip archive is invalid");
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
