package org.samdeblur.api.metadata;

import java.util.List;
import java.util.Optional;

/**
 * What an image file tells beside its pixels and their colour profile. It describes upright pixels: the orientation is 1, sizes are the
 * image's, and there is no thumbnail. Immutable, as long as nobody writes to its arrays.
 *
 * @param exif an EXIF block in the form of a TIFF file, without {@code Exif\0\0} before it
 * @param xmp an XMP packet
 * @param iptc records of the IPTC Information Interchange Model
 * @param resolution how large pixels are
 * @param comment text, as JPEG's comment holds it
 * @param pngChunks chunks of text and of colours that only PNG files have
 */
public record Metadata(
        Optional<byte[]> exif,
        Optional<byte[]> xmp,
        Optional<byte[]> iptc,
        Optional<Resolution> resolution,
        Optional<byte[]> comment,
        List<PngChunk> pngChunks) {
    /** Nothing. */
    public static final Metadata NONE = new Metadata(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /**
     * Copies the list.
     *
     * @param exif an EXIF block
     * @param xmp an XMP packet
     * @param iptc IPTC records
     * @param resolution how large pixels are
     * @param comment text
     * @param pngChunks chunks
     */
    public Metadata {
        pngChunks = List.copyOf(pngChunks);
    }
}
