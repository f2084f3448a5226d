package org.samdeblur.api.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats of image files that can be read. All except GIF and WebP can also be written. */
public enum FileFormat {
    /** Portable Network Graphics. */
    PNG("png", PngReader::read, List.of("png"), "\u0089PNG\r\n\u001A\n"),
    /** JPEG. */
    JPEG("jpeg", JpegReader::read, List.of("jpg", "jpeg", "jpe", "jfif"), "\u00FF\u00D8\u00FF"),
    /** Tagged Image File Format. */
    TIFF("tiff", TiffReader::read, List.of("tif", "tiff"), "II*\0", "MM\0*", "II+\0", "MM\0+"),
    /** Windows bitmap. */
    BMP("bmp", BmpReader::read, List.of("bmp", "dib"), "BM"),
    /** Graphics Interchange Format. */
    GIF("gif", GifReader::read, List.of("gif"), "GIF87a", "GIF89a"),
    /** WebP. */
    WEBP("webp", WebpReader::read, List.of("webp"), "RIFF....WEBP");

    /** Checks and decodes a file, and reads what the decoder does not report, such as the orientation. */
    @FunctionalInterface
    private interface Reader {
        DecodedImage read(ChannelInput in, PixelLimit limit, Content content) throws IOException;
    }

    private static final char ANY = '.';

    private final String decoderName;
    private final Reader reader;
    private final List<String> suffixes;
    private final List<String> signatures;

    /** The first suffix is the most common one; a dot in a signature matches any byte. */
    FileFormat(String decoderName, Reader reader, List<String> suffixes, String... signatures) {
        this.decoderName = decoderName;
        this.reader = reader;
        this.suffixes = suffixes;
        this.signatures = List.of(signatures);
    }

    /** Recognises the format by the first bytes of a file. */
    static Optional<FileFormat> ofContent(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(format -> format.signatures.stream().anyMatch(signature -> isStart(signature, text)))
                .findFirst();
    }

    private static boolean isStart(String signature, String text) {
        if (text.length() < signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            if (signature.charAt(i) != ANY && signature.charAt(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Finds the format for a file's suffix.
     *
     * @param file a file, which need not exist
     * @return the format of its suffix, if there is one
     */
    public static Optional<FileFormat> ofName(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(format -> name.contains(".") && format.suffixes.contains(suffix))
                .findFirst();
    }

    DecodedImage read(ChannelInput in, PixelLimit limit, Content content) throws IOException {
        return reader.read(in, limit, content);
    }

    /** The name under which the JDK registers its decoder and encoder. */
    String decoderName() {
        return decoderName;
    }

    /**
     * Returns the usual suffixes of files of this format.
     *
     * @return in lower case, without a dot; the most common one first
     */
    public List<String> suffixes() {
        return suffixes;
    }

    boolean isWritable() {
        return this != GIF && this != WEBP;
    }
}
