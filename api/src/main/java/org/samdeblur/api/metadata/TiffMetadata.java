package org.samdeblur.api.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/** Reads the fields of TIFF files that hold metadata. */
final class TiffMetadata {
    private static final int ENTRY = 12;

    private TiffMetadata() {}

    static void read(ImageInputStream in, RawMetadata found) throws IOException {
        TiffTree tree = TiffTree.read(in);
        tree.resolution().ifPresent(found::resolution);
        tree.field(ExifTag.XMP).ifPresent(field -> found.xmp(field.value()));
        tree.field(ExifTag.IPTC).ifPresent(field -> found.iptc(field.value()));
        TiffTree descriptive = tree.descriptive();
        if (!descriptive.isEmpty()) {
            found.exif(descriptive.toBlock());
        }
    }

    /**
     * Returns those entries of a block's first directory that describe the picture, and can be part of a TIFF file's
     * directory.
     */
    static List<byte[]> entries(byte[] block) {
        ByteBuffer bytes = ByteBuffer.wrap(block).order(order(Optional.of(block)));
        int directory = bytes.getInt(4);
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < (bytes.getShort(directory) & 0xFFFF); i++) {
            byte[] entry = new byte[ENTRY];
            bytes.get(directory + 2 + i * ENTRY, entry);
            if (ExifTag.isDescriptive(
                    ByteBuffer.wrap(entry).order(bytes.order()).getShort(0) & 0xFFFF)) {
                entries.add(entry);
            }
        }
        return entries;
    }

    static ByteOrder order(Optional<byte[]> block) {
        return block.filter(bytes -> bytes[0] == 'M').isPresent() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }
}
