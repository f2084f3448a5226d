package org.samdeblur.api.codec;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Well-known image formats that are not supported, so that the error message can name them.
 *
 * @param name the format's name
 * @param offset the position of its signature
 * @param signature the bytes of the signature, one per character
 */
record ForeignFormat(String name, int offset, String signature) {
    private static final List<ForeignFormat> KNOWN = List.of(
            new ForeignFormat("AVIF", 4, "ftypavi"),
            new ForeignFormat("HEIC", 4, "ftyphe"),
            new ForeignFormat("HEIC", 4, "ftypmif1"),
            new ForeignFormat("HEIC", 4, "ftypmsf1"),
            new ForeignFormat("Canon raw", 4, "ftypcrx"),
            new ForeignFormat("JPEG XL", 0, "\u00FF\n"),
            new ForeignFormat("JPEG XL", 4, "JXL "),
            new ForeignFormat("JPEG 2000", 4, "jP  "),
            new ForeignFormat("JPEG 2000", 0, "\u00FFO\u00FFQ"),
            new ForeignFormat("Photoshop", 0, "8BPS"),
            new ForeignFormat("OpenEXR", 0, "v/1\u0001"),
            new ForeignFormat("Radiance", 0, "#?RADIANCE"),
            new ForeignFormat("PDF", 0, "%PDF-"));

    /** Recognises the format by the first bytes of a file. */
    static Optional<ForeignFormat> ofContent(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return KNOWN.stream()
                .filter(format -> text.startsWith(format.signature, format.offset))
                .findFirst();
    }
}
