package org.samdeblur.api.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/**
 * A text of a PNG file (chunks tEXt, zTXt and iTXt).
 *
 * @param keyword the kind of text
 * @param text the text
 */
record PngText(String keyword, String text) {
    private static final int MOST_BYTES = 1 << 24;
    private static final List<String> EXIF_KEYWORDS = List.of("Raw profile type exif", "Raw profile type APP1");
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    /** Reads a chunk; empty if it is broken. */
    static Optional<PngText> parse(String chunk, byte[] content) {
        int keywordEnd = zero(content, 0);
        int from = keywordEnd + 1;
        if (from > content.length) {
            return Optional.empty();
        }
        String keyword = latin(content, 0, keywordEnd);
        return text(chunk, content, from).map(text -> new PngText(keyword, text));
    }

    private static Optional<String> text(String chunk, byte[] content, int from) {
        if (chunk.equals("tEXt")) {
            return Optional.of(latin(content, from, content.length));
        }
        if (chunk.equals("zTXt")) { // a byte for the compression method, 0
            return inflate(content, from + 1).map(bytes -> latin(bytes, 0, bytes.length));
        }
        boolean isCompressed = from < content.length && content[from] == 1; // then a byte for the method
        int text = zero(content, zero(content, from + 2) + 1) + 1; // after the language and the translated keyword
        if (text > content.length) {
            return Optional.empty();
        }
        return isCompressed
                ? inflate(content, text).map(bytes -> latin(bytes, 0, bytes.length))
                : Optional.of(latin(content, text, content.length));
    }

    /** Inflates the rest of a chunk, up to 16 MiB; empty if it is broken. */
    static Optional<byte[]> inflate(byte[] content, int from) {
        if (from >= content.length) {
            return Optional.empty();
        }
        try (InflaterInputStream inflated =
                new InflaterInputStream(new ByteArrayInputStream(content, from, content.length - from))) {
            return Optional.of(inflated.readNBytes(MOST_BYTES));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int zero(byte[] content, int from) {
        int at = from;
        while (at < content.length && content[at] != 0) {
            at++;
        }
        return at;
    }

    private static String latin(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /**
     * Returns the EXIF block, if the text holds one: a line with a name, a line with the number of bytes, and lines
     * with the bytes as hexadecimal digits.
     */
    Optional<byte[]> exif() {
        if (!EXIF_KEYWORDS.contains(keyword)) {
            return Optional.empty();
        }
        String[] words = text.strip().split("\\s+", 3);
        if (words.length < 3) {
            return Optional.empty();
        }
        try {
            byte[] block = HexFormat.of().parseHex(words[2].replaceAll("\\s", ""));
            boolean hasName = block.length > EXIF.length && Arrays.equals(block, 0, EXIF.length, EXIF, 0, EXIF.length);
            return Optional.of(hasName ? Arrays.copyOfRange(block, EXIF.length, block.length) : block);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
