package org.samdeblur.api.metadata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.stream.ImageInputStream;

/** The chunks of PNG files that hold metadata (PNG, third edition). */
public final class PngMetadata {
    private static final int SIGNATURE_BYTES = 8;
    private static final int MOST_BYTES = 1 << 24;
    private static final byte[] XMP_HEADER = "XML:com.adobe.xmp\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final String XMP = "XML:com.adobe.xmp";
    private static final String RAW = "Raw profile type ";
    /** Chunks that stay valid for other pixels in the same colour space. */
    private static final Set<String> KEPT =
            Set.of("tEXt", "zTXt", "iTXt", "gAMA", "cHRM", "sRGB", "cICP", "mDCV", "cLLI", "mDCv", "cLLi");
    /** The time of the last change, which is no longer true. */
    private static final Set<String> OUTDATED = Set.of("date:modify", "date:timestamp");

    private PngMetadata() {}

    static void read(ImageInputStream in, RawMetadata found) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        long left = MOST_BYTES;
        for (long at = SIGNATURE_BYTES; at + 12 <= in.length(); ) {
            in.seek(at);
            long length = in.readUnsignedInt();
            byte[] name = new byte[4];
            in.readFully(name);
            String type = new String(name, StandardCharsets.ISO_8859_1);
            boolean isWanted = KEPT.contains(type) || type.equals("eXIf") || type.equals("pHYs");
            if (isWanted && length <= left && at + 12 + length <= in.length()) {
                byte[] content = new byte[(int) length];
                in.readFully(content);
                left -= length;
                if (in.readInt() == checksum(name, content)) {
                    take(new PngChunk(type, content), found);
                } else {
                    found.problem("the checksum of the chunk " + type + " is wrong");
                }
            }
            at += 12 + length;
        }
    }

    private static int checksum(byte[] type, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(type);
        checksum.update(content);
        return (int) checksum.getValue();
    }

    private static void take(PngChunk chunk, RawMetadata found) {
        switch (chunk.type()) {
            case "eXIf" -> found.exif(JpegMetadata.withoutExifName(chunk.content()));
            case "pHYs" -> pixelSize(chunk.content()).ifPresent(found::resolution);
            case "tEXt", "zTXt", "iTXt" -> PngText.of(chunk).ifPresent(text -> take(text, chunk, found));
            default -> found.chunk(chunk);
        }
    }

    private static Optional<Resolution> pixelSize(byte[] content) {
        if (content.length != 9) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        int x = bytes.getInt();
        int y = bytes.getInt();
        return Optional.of(bytes.get() == 1 ? Resolution.perMetre(x, y) : new Resolution(x, y, false));
    }

    private static void take(PngText text, PngChunk chunk, RawMetadata found) {
        if (text.keyword().equals(XMP)) {
            found.xmp(text.text());
        } else if (text.keyword().startsWith(RAW)) {
            text.rawProfile().ifPresent(bytes -> take(text.keyword().substring(RAW.length()), bytes, found));
        } else if (!OUTDATED.contains(text.keyword())) {
            found.chunk(chunk);
        }
    }

    private static void take(String kind, byte[] bytes, RawMetadata found) {
        switch (kind) {
            case "exif", "APP1" -> {
                byte[] block = JpegMetadata.withoutExifName(bytes);
                if (block.length > 0 && (block[0] == 'I' || block[0] == 'M')) {
                    found.exif(block);
                }
            }
            case "xmp" -> found.xmp(bytes);
            case "iptc", "8bim" -> {
                boolean isBare = bytes.length > 0 && bytes[0] == 0x1C;
                (isBare ? Optional.of(bytes) : Photoshop.iptc(bytes)).ifPresent(found::iptc);
            }
            default -> {}
        }
    }

    /**
     * Returns the chunks that hold metadata and a profile.
     *
     * @param metadata the metadata
     * @param profile the colour profile
     * @return the chunks, to be placed before the pixels
     */
    public static List<PngChunk> chunks(Metadata metadata, Optional<byte[]> profile) {
        List<PngChunk> chunks = new ArrayList<>();
        profile.ifPresent(bytes -> chunks.add(new PngChunk("iCCP", deflated("ICC profile\0\0", bytes))));
        metadata.pngChunks().stream().filter(chunk -> !isText(chunk)).forEach(chunks::add);
        metadata.resolution().ifPresent(resolution -> chunks.add(new PngChunk("pHYs", pixelSize(resolution))));
        metadata.exif().ifPresent(block -> chunks.add(new PngChunk("eXIf", block)));
        metadata.xmp().ifPresent(packet -> chunks.add(new PngChunk("iTXt", join(XMP_HEADER, packet))));
        metadata.iptc()
                .ifPresent(records -> chunks.add(
                        new PngChunk("zTXt", deflated(RAW + "iptc\0\0", hexadecimal(Photoshop.of(records))))));
        metadata.comment()
                .ifPresent(text -> chunks.add(new PngChunk(
                        "iTXt", join("Comment\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII), utf8(text)))));
        metadata.pngChunks().stream().filter(PngMetadata::isText).forEach(chunks::add);
        return chunks;
    }

    private static boolean isText(PngChunk chunk) {
        return chunk.type().endsWith("Xt");
    }

    private static byte[] pixelSize(Resolution resolution) {
        ByteBuffer bytes = ByteBuffer.allocate(9);
        if (resolution.isAbsolute()) {
            bytes.putInt(resolution.xPerMetre()).putInt(resolution.yPerMetre()).put((byte) 1);
        } else {
            bytes.putInt((int) Math.rint(resolution.x()))
                    .putInt((int) Math.rint(resolution.y()))
                    .put((byte) 0);
        }
        return bytes.array();
    }

    /** Converts a comment of unknown encoding to UTF-8: bytes that are not valid UTF-8 are read as ISO 8859-1. */
    private static byte[] utf8(byte[] text) {
        String read = new String(text, StandardCharsets.UTF_8);
        String sure = read.contains("\uFFFD") ? new String(text, StandardCharsets.ISO_8859_1) : read;
        return sure.replace("\0", "").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hexadecimal(byte[] resource) {
        return ("\niptc\n" + String.format("%8d", resource.length) + "\n"
                        + HexFormat.of().formatHex(resource) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] deflated(String header, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
            deflated.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot be written", e);
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }
}
