package org.samdeblur.api.metadata;

import java.io.IOException;
import java.util.function.Consumer;
import javax.imageio.stream.ImageInputStream;

/** Reads metadata of PNG, JPEG, TIFF, WebP and BMP files. */
public final class MetadataReader {
    private MetadataReader() {}

    /** Reads metadata of files of one format. */
    @FunctionalInterface
    private interface Format {
        void read(ImageInputStream in, RawMetadata found) throws IOException;
    }

    /**
     * Reads a file's metadata. Broken metadata is left out.
     *
     * @param in a file whose pixels could be read, at any position
     * @param image the image after its pixels were turned upright
     * @param problems receives a short line for each item that is left out
     * @return the metadata of upright pixels
     */
    public static Metadata read(ImageInputStream in, Upright image, Consumer<String> problems) {
        RawMetadata found = new RawMetadata();
        try {
            in.seek(0);
            byte[] start = new byte[2];
            in.readFully(start);
            format((start[0] & 0xFF) << 8 | start[1] & 0xFF).read(in, found);
        } catch (IOException | RuntimeException e) {
            // No other failure is expected: memory is bounded, and the pixels could be read.
            found.problem("its metadata is damaged");
        }
        Metadata metadata = found.upright(image);
        found.problems().forEach(problems);
        return metadata;
    }

    private static Format format(int start) {
        return switch (start) {
            case 0xFFD8 -> JpegMetadata::read;
            case 0x8950 -> PngMetadata::read;
            case 0x4949, 0x4D4D -> TiffMetadata::read;
            case 0x5249 -> WebpMetadata::read;
            case 0x424D -> BmpMetadata::read;
            default -> (in, found) -> {};
        };
    }
}
