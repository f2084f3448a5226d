package org.samdeblur.api;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.codec.FileFormat;

/**
 * A format in which images are written.
 *
 * @since 0.1.0
 */
public enum ImageFormat {
    /** Portable Network Graphics: keeps every sample, 8 or 16 bits, with alpha. */
    PNG("image/png", FileFormat.PNG),
    /** JPEG: lossy, 8 bits, no alpha. */
    JPEG("image/jpeg", FileFormat.JPEG),
    /** Tagged Image File Format: keeps every sample, 8 or 16 bits, with alpha. */
    TIFF("image/tiff", FileFormat.TIFF),
    /** Windows bitmaps: 8 bits, no alpha, no metadata except the resolution. */
    BMP("image/bmp", FileFormat.BMP);

    private final String mediaType;
    private final FileFormat fileFormat;

    ImageFormat(String mediaType, FileFormat fileFormat) {
        this.mediaType = mediaType;
        this.fileFormat = fileFormat;
    }

    /**
     * Finds the format that a file's name asks for.
     *
     * @param file a file, which need not exist
     * @return the format of its suffix; empty if images are not written in such a format
     */
    public static Optional<ImageFormat> ofName(Path file) {
        return FileFormat.ofName(file)
                .flatMap(found -> Arrays.stream(values())
                        .filter(format -> format.fileFormat == found)
                        .findFirst());
    }

    /**
     * Returns the media type, as HTTP has it.
     *
     * @return such as {@code image/png}
     */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Returns the suffixes of such files.
     *
     * @return in lower case, without a dot; the most usual one first
     */
    public List<String> suffixes() {
        return fileFormat.suffixes();
    }

    FileFormat fileFormat() {
        return fileFormat;
    }
}
