package org.samdeblur.api.metadata;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;

/**
 * A text in a PNG file ({@code tEXt}, {@code zTXt}, {@code iTXt}).
 *
 * @param keyword the kind of text
 * @param text the text's bytes
 * @param charset the text's encoding
 */
record PngText(String keyword, byte[] text, Charset charset) {
    private static final int MOST_BYTES = 1 << 24;
    /** EXIF fields by the PNG keywords of the same meaning. */
    private static final Map<String, Integer> FIELDS = Map.of(
            "Title", ExifTag.IMAGE_DESCRIPTION,
            "Description", ExifTag.IMAGE_DESCRIPTION,
            "Author", ExifTag.ARTIST,
            "Copyright", ExifTag.COPYRIGHT,
            "Software", ExifTag.SOFTWARE);
    /** A line with the kind, a line with the length, and lines of hexadecimal digits. */
    private static final Pattern RAW_PROFILE = Pattern.compile("\\s*[^\n]*\n\\s*(\\d{1,8})\\s*\n([0-9A-Fa-f\\s]*+)");
    /** ISO 8601, or EXIF's format. */
    private static final Pattern DATE =
            Pattern.compile("(\\d{4})[-:](\\d\\d)[-:](\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d).*", Pattern.DOTALL);

    /** Reads a chunk; empty if it is not text, or broken. */
    static Optional<PngText> of(PngChunk chunk) {
        byte[] content = chunk.content();
        int keyword = end(content, 0);
        if (keyword < 0) {
            return Optional.empty();
        }
        try {
            return switch (chunk.type()) {
                case "tEXt" -> Optional.of(text(content, keyword, keyword + 1, false, StandardCharsets.ISO_8859_1));
                case "zTXt" -> Optional.of(text(content, keyword, keyword + 2, true, StandardCharsets.ISO_8859_1));
                case "iTXt" -> international(content, keyword);
                default -> Optional.empty();
            };
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Reads a keyword, a flag and the method of compression, a language, a translated keyword, and the text. */
    private static Optional<PngText> international(byte[] content, int keyword) throws IOException {
        int language = end(content, keyword + 3);
        int translation = language < 0 ? -1 : end(content, language + 1);
        return translation < 0
                ? Optional.empty()
                : Optional.of(
                        text(content, keyword, translation + 1, content[keyword + 1] == 1, StandardCharsets.UTF_8));
    }

    private static int end(byte[] content, int from) {
        for (int i = from; i < content.length; i++) {
            if (content[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static PngText text(byte[] content, int keyword, int from, boolean isCompressed, Charset charset)
            throws IOException {
        byte[] text = Arrays.copyOfRange(content, from, Math.max(from, content.length));
        return new PngText(
                new String(content, 0, keyword, StandardCharsets.ISO_8859_1),
                isCompressed ? inflate(text) : text,
                charset);
    }

    private static byte[] inflate(byte[] bytes) throws IOException {
        try (InflaterInputStream inflated = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            byte[] text = inflated.readNBytes(MOST_BYTES + 1);
            if (text.length > MOST_BYTES) {
                throw new IOException("a text of more than " + MOST_BYTES + " bytes");
            }
            return text;
        }
    }

    String value() {
        return new String(text, charset);
    }

    /**
     * Decodes metadata that ImageMagick and others store as text: a name, a length, and hexadecimal bytes.
     *
     * @return the bytes; empty if the text has another form
     */
    Optional<byte[]> rawProfile() {
        Matcher form = RAW_PROFILE.matcher(value());
        if (!form.matches()) {
            return Optional.empty();
        }
        int length = Integer.parseInt(form.group(1));
        String hex = form.group(2).replaceAll("\\s", "");
        if (hex.length() != 2 * length) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int high = Character.digit(hex.charAt(2 * i), 16);
            int low = Character.digit(hex.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return Optional.of(bytes);
    }

    /** Returns the text that is a comment in other formats. */
    static Optional<byte[]> comment(List<PngChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> of(chunk).stream())
                .filter(text -> text.keyword().equals("Comment"))
                .map(text -> text.value().getBytes(StandardCharsets.UTF_8))
                .findFirst();
    }

    /** Creates an EXIF block of the texts that have an EXIF field. */
    static Optional<byte[]> exif(List<PngChunk> chunks) {
        TiffTree block = TiffTree.empty();
        for (PngChunk chunk : chunks) {
            of(chunk).ifPresent(text -> text.addTo(block));
        }
        return block.isEmpty() ? Optional.empty() : Optional.of(block.toBlock());
    }

    private void addTo(TiffTree block) {
        Integer field = FIELDS.get(keyword);
        if (field != null && block.field(field).isEmpty()) {
            block.put(TiffField.ofText(field, value()));
        }
        Matcher date = DATE.matcher(value().strip());
        if (keyword.equals("Creation Time") && date.matches()) {
            block.putExif(TiffField.ofText(
                    ExifTag.DATE_TIME_ORIGINAL,
                    date.group(1) + ":" + date.group(2) + ":" + date.group(3) + " " + date.group(4) + ":"
                            + date.group(5) + ":" + date.group(6)));
        }
    }
}
