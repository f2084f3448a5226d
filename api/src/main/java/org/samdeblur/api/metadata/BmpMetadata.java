package org.samdeblur.api.metadata;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** Reads the resolution from the header of a BMP file. */
final class BmpMetadata {
    private static final int INFO_HEADER_AT = 14;
    private static final int SMALLEST_WITH_RESOLUTION = 40;
    private static final int RESOLUTION_AT = 38;

    private BmpMetadata() {}

    static void read(ImageInputStream in, RawMetadata found) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(INFO_HEADER_AT);
        if (in.readInt() >= SMALLEST_WITH_RESOLUTION) {
            in.seek(RESOLUTION_AT);
            found.resolution(Resolution.perMetre(in.readInt(), in.readInt()));
        }
    }
}
