package org.samdeblur.networks.checkpoint;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A range of bytes in a checkpoint with one or more weights, stored or deflated. If the file has a checksum for it, the
 * bytes are checked when they are first read. Safe for use by multiple threads.
 */
final class Storage {
    /** The checksum is computed in pieces, because a storage may exceed the size of a buffer. */
    private static final int PIECE = 1 << 28;

    private final CheckpointFile file;
    private final String name;
    private final long position;
    private final long stored;
    private final long length;
    private final boolean deflated;
    private final OptionalLong crc32;
    private boolean checked;
    private SoftReference<ByteBuffer> inflated = new SoftReference<>(null);

    /**
     * Describes a storage that is not compressed.
     *
     * @param name its name in messages
     * @param crc32 its checksum, if the file has one
     */
    Storage(CheckpointFile file, String name, long position, long length, OptionalLong crc32) {
        this(file, name, position, length, length, false, crc32);
    }

    private Storage(
            CheckpointFile file,
            String name,
            long position,
            long stored,
            long length,
            boolean deflated,
            OptionalLong crc32) {
        this.file = file;
        this.name = name;
        this.position = position;
        this.stored = stored;
        this.length = length;
        this.deflated = deflated;
        this.crc32 = crc32;
        this.checked = crc32.isEmpty();
    }

    /**
     * Describes a deflated storage. Its inflated bytes are cached behind a soft reference, because several weights may
     * share them.
     *
     * @param stored the number of bytes in the file
     * @param length the number of inflated bytes
     */
    static Storage deflated(
            CheckpointFile file, String name, long position, long stored, long length, OptionalLong crc32) {
        return new Storage(file, name, position, stored, length, true, crc32);
    }

    /** Returns the number of bytes. */
    long length() {
        return length;
    }

    /** Returns a part of the bytes, little-endian; mapped unless they are deflated. */
    ByteBuffer bytes(long offset, long count) {
        Objects.checkFromIndexSize(offset, count, length);
        if (deflated) {
            return inflated().slice((int) offset, Math.toIntExact(count)).order(ByteOrder.LITTLE_ENDIAN);
        }
        check();
        return file.region(position + offset, count);
    }

    private synchronized void check() {
        if (checked) {
            return;
        }
        CRC32 crc = new CRC32();
        for (long done = 0; done < length; done += PIECE) {
            crc.update(file.region(position + done, Math.min(PIECE, length - done)));
        }
        requireEqual(crc);
        checked = true;
    }

    private synchronized ByteBuffer inflated() {
        ByteBuffer kept = inflated.get();
        if (kept == null) {
            kept = inflate();
            inflated = new SoftReference<>(kept);
        }
        return kept;
    }

    private ByteBuffer inflate() {
        if (length > Integer.MAX_VALUE) {
            throw file.invalid("has " + length + " bytes in one weight, more than the 2 GiB that a buffer holds");
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect((int) length);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(file.region(position, stored));
            while (bytes.hasRemaining() && inflater.inflate(bytes) > 0) {
                // repeat until no more bytes are inflated
            }
        } catch (DataFormatException e) {
            throw file.invalid("is damaged: " + CheckpointFile.quote(name) + " cannot be inflated", e);
        } finally {
            inflater.end();
        }
        if (bytes.hasRemaining()) {
            throw file.invalid(
                    "is damaged: " + CheckpointFile.quote(name) + " inflates to fewer bytes than the archive states");
        }
        CRC32 crc = new CRC32();
        crc.update(bytes.flip());
        requireEqual(crc);
        return bytes.rewind();
    }

    private void requireEqual(CRC32 crc) {
        if (crc32.isPresent() && crc.getValue() != crc32.getAsLong()) {
            throw file.invalid("is damaged: the bytes of " + CheckpointFile.quote(name)
                    + " do not match their checksum; download or copy the file again");
        }
    }
}
