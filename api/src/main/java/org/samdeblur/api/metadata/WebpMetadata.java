package org.samdeblur.api.metadata;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.stream.ImageInputStream;

/** Reads the chunks {@code EXIF} and {@code XMP } of WebP files (RFC 9649). */
final class WebpMetadata {
    private static final int FIRST_CHUNK = 12;
    private static final int MOST_BYTES = 1 << 24;

    private WebpMetadata() {}

    static void read(ImageInputStream in, RawMetadata found) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        for (long at = FIRST_CHUNK; at + 8 <= in.length(); ) {
            in.seek(at);
            byte[] type = new byte[4];
            in.readFully(type);
            long length = in.readUnsignedInt();
            if (length <= MOST_BYTES && at + 8 + length <= in.length()) {
                switch (new String(type, StandardCharsets.ISO_8859_1)) {
                    case "EXIF" -> found.exif(JpegMetadata.withoutExifName(content(in, (int) length)));
                    case "XMP " -> found.xmp(content(in, (int) length));
                    default -> {}
                }
            }
            at += 8 + length + length % 2;
        }
    }

    private static byte[] content(ImageInputStream in, int length) throws IOException {
        byte[] content = new byte[length];
        in.readFully(content);
        return content;
    }
}
