package org.samdeblur.api.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of image file that are read; all but GIF are written, too. */
enum FileFormat {
    PNG("png", PngHeader::read, List.of("png"), "\u0089PNG\r\n\u001A\n"),
    JPEG("jpeg", JpegHeader::read, List.of("jpg", "jpeg", "jpe", "jfif"), "\u00FF\u00D8\u00FF"),
    TIFF("tiff", TiffHeader::read, List.of("tif", "tiff"), "II*\0", "MM\0*"),
    BMP("bmp", BmpHeader::read, List.of("bmp", "dib"), "BM"),
    GIF("gif", GifHeader::read, List.of("gif"), "GIF87a", "GIF89a");

    /** Reads what the decoder does not tell, and refuses what it should not be given. */
    @FunctionalInterface
    private interface HeaderReader {
        ImageHeader read(ChannelInput in, PixelLimit limit) throws IOException;
    }

    private final String decoderName;
    private final HeaderReader headerReader;
    private final List<String> suffixes;
    private final List<byte[]> signatures;

    FileFormat(String decoderName, HeaderReader headerReader, List<String> suffixes, String... signatures) {
        this.decoderName = decoderName;
        this.headerReader = headerReader;
        this.suffixes = suffixes;
        this.signatures = Arrays.stream(signatures)
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Tells the format by the first bytes of a file. */
    static Optional<FileFormat> ofContent(byte[] start) {
        return Arrays.stream(values())
                .filter(format -> format.signatures.stream()
                        .anyMatch(signature -> start.length >= signature.length
                                && Arrays.equals(start, 0, signature.length, signature, 0, signature.length)))
                .findFirst();
    }

    /** Tells the format a file is to be written in by the suffix of its name. */
    static Optional<FileFormat> ofName(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String suffix = name.substring(name.lastIndexOf('.') + 1);
        return Arrays.stream(values())
                .filter(format -> name.contains(".") && format.suffixes.contains(suffix))
                .findFirst();
    }

    ImageHeader readHeader(ChannelInput in, PixelLimit limit) throws IOException {
        return headerReader.read(in, limit);
    }

    /** The name under which the JDK registers its decoder and encoder. */
    String decoderName() {
        return decoderName;
    }

    List<String> suffixes() {
        return suffixes;
    }

    boolean isWritable() {
        return this != GIF;
    }
}
