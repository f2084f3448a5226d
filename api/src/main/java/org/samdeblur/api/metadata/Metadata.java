package org.samdeblur.api.metadata;

import java.util.List;
import java.util.Optional;

/**
 * The metadata of an image file, without the colour profile. It describes upright pixels: the orientation is 1, sizes
 * are the image's, and there is no thumbnail. Immutable if the arrays are not written to.
 *
 * @param exif an EXIF block in the form of a TIFF file, without {@code Exif\0\0} before it
 * @param xmp an XMP packet
 * @param iptc records of the IPTC Information Interchange Model
 * @param resolution the resolution
 * @param comment the bytes of a comment, as in JPEG files
 * @param pngChunks chunks of text and of colour information that only PNG files have
 */
public record Metadata(
        Optional<byte[]> exif,
        Optional<byte[]> xmp,
        Optional<byte[]> iptc,
        Optional<Resolution> resolution,
        Optional<byte[]> comment,
        List<PngChunk> pngChunks) {
    /** No metadata. */
    public static final Metadata NONE = new Metadata(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /**
     * Copies the list.
     *
     * @param exif an EXIF block
     * @param xmp an XMP packet
     * @param iptc IPTC records
     * @param resolution the resolution
     * @param comment the bytes of a comment
     * @param pngChunks chunks of PNG files
     */
    public Metadata {
        pngChunks = List.copyOf(pngChunks);
    }
}
