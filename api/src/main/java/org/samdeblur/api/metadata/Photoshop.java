package org.samdeblur.api.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Photoshop's image resources, which hold IPTC records: a signature, a number, a padded name, a length, padded data.
 */
final class Photoshop {
    private static final byte[] SIGNATURE = "8BIM".getBytes(StandardCharsets.US_ASCII);
    private static final int IPTC = 0x0404;

    private Photoshop() {}

    /** Finds the IPTC records among resources. */
    static Optional<byte[]> iptc(byte[] resources) {
        ByteBuffer bytes = ByteBuffer.wrap(resources);
        while (bytes.remaining() >= 12 && isNext(bytes)) {
            int number = bytes.getShort(bytes.position() + 4) & 0xFFFF;
            int name = bytes.get(bytes.position() + 6) & 0xFF;
            long data = bytes.position() + 6L + (name + 2) / 2 * 2;
            if (data + 4 > bytes.limit()) {
                return Optional.empty();
            }
            long length = bytes.getInt((int) data) & 0xFFFFFFFFL;
            long end = data + 4 + length;
            if (end > bytes.limit()) {
                return Optional.empty();
            }
            if (number == IPTC && length > 0) {
                return Optional.of(Arrays.copyOfRange(resources, (int) data + 4, (int) end));
            }
            bytes.position((int) Math.min(end + length % 2, bytes.limit()));
        }
        return Optional.empty();
    }

    private static boolean isNext(ByteBuffer bytes) {
        return Arrays.equals(
                bytes.array(), bytes.position(), bytes.position() + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** Writes IPTC records as the only resource. */
    static byte[] of(byte[] iptc) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        out.writeBytes(ByteBuffer.allocate(8)
                .putShort((short) IPTC)
                .putShort((short) 0)
                .putInt(iptc.length)
                .array());
        out.writeBytes(iptc);
        out.writeBytes(new byte[iptc.length % 2]);
        return out.toByteArray();
    }
}
