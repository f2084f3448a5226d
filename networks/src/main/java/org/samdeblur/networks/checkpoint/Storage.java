package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * A run of bytes in a checkpoint in which one or more weights lie. Where the file holds a checksum of it, the bytes are
 * checked when they are first asked for, and only then.
 */
final class Storage {
    /** Checked in pieces, since a storage may exceed what a buffer holds. */
    private static final int PIECE = 1 << 28;

    private final CheckpointFile file;
    private final String name;
    private final long position;
    private final long length;
    private final OptionalLong crc32;
    private boolean checked;

    /**
     * Describes a storage.
     *
     * @param name what messages call it
     * @param crc32 its checksum, if the file holds one
     */
    Storage(CheckpointFile file, String name, long position, long length, OptionalLong crc32) {
        this.file = file;
        this.name = name;
        this.position = position;
        this.length = length;
        this.crc32 = crc32;
        this.checked = crc32.isEmpty();
    }

    /** Returns the number of bytes. */
    long length() {
        return length;
    }

    /** Returns a part of the bytes, mapped, little-endian. */
    ByteBuffer bytes(long offset, long count) {
        Objects.checkFromIndexSize(offset, count, length);
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
        if (crc.getValue() != crc32.getAsLong()) {
            throw file.invalid("is damaged: the bytes of " + CheckpointFile.quote(name)
                    + " do not match their checksum; fetch the file again");
        }
        checked = true;
    }
}
