package org.samdeblur.api;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.codec.FileFormat;

/**
 * A file format that images can be written in.
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
    /** Windows bitmap: 8 bits, no alpha, no metadata except the resolution. */
    BMP("image/bmp", FileFormat.BMP);

    private final String mediaType;
    private final FileFormat fileFormat;

    ImageFormat(String mediaType, FileFormat fileFormat) {
        this.mediaType = mediaType;
        this.fileFormat = fileFormat;
    }

    /**
     * Finds the format for a file's suffix.
     *
     * @param file a file, which need not exist
     * @return the format; empty if there is no format of that suffix
     */
    public static Optional<ImageFormat> ofName(Path file) {
        return FileFormat.ofName(file)
                .flatMap(found -> Arrays.stream(values())
                        .filter(format -> format.fileFormat == found)
                        .findFirst());
    }

    /**
     * Returns the media type.
     *
     * @return such as {@code image/png}
     */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Returns the suffixes of files of this format.
     *
     * @return in lower case, without a dot; the most common one first
     */
    public List<String> suffixes() {
        return fileFormat.suffixes();
    }

    FileFormat fileFormat() {
        return fileFormat;
    }
}
