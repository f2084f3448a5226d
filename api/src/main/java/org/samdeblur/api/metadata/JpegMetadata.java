package org.samdeblur.api.metadata;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.stream.ImageInputStream;

/** The segments of JPEG files that hold metadata (ITU-T T.81, T.871; EXIF 2.32; XMP part 3; ICC.1 annex B.4). */
public final class JpegMetadata {
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int TEM = 0x01;
    private static final int RST0 = 0xD0;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP13 = 0xED;
    private static final int COM = 0xFE;
    private static final int MOST_BYTES = 65533;
    private static final int MOST_PROFILE_PARTS = 255;
    private static final byte[] JFIF = name("JFIF\0");
    private static final byte[] EXIF = name("Exif\0\0");
    private static final byte[] XMP = name("http://ns.adobe.com/xap/1.0/\0");
    private static final byte[] ICC = name("ICC_PROFILE\0");
    private static final byte[] PHOTOSHOP = name("Photoshop 3.0\0");

    private JpegMetadata() {}

    /**
     * A segment of a JPEG file.
     *
     * @param marker the marker's second byte
     * @param content its bytes without marker and length
     */
    public record Segment(int marker, byte[] content) {}

    private static byte[] name(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static void read(ImageInputStream in, RawMetadata found) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(2);
        ByteArrayOutputStream resources = new ByteArrayOutputStream();
        for (int marker = nextMarker(in); marker != SOS && marker != EOI; marker = nextMarker(in)) {
            if (marker == TEM || (marker >= RST0 && marker <= SOI)) {
                continue; // has no length
            }
            int length = in.readUnsignedShort() - 2;
            long end = in.getStreamPosition() + length;
            if (length > 0 && (marker == APP0 || marker == APP1 || marker == APP13 || marker == COM)) {
                byte[] content = new byte[length];
                in.readFully(content);
                take(marker, content, found, resources);
            }
            in.seek(end);
        }
        Photoshop.iptc(resources.toByteArray()).ifPresent(found::iptc);
    }

    private static int nextMarker(ImageInputStream in) throws IOException {
        while (in.readUnsignedByte() != 0xFF) {
            // stray bytes
        }
        int marker = in.readUnsignedByte();
        while (marker == 0xFF) {
            marker = in.readUnsignedByte();
        }
        return marker;
    }

    private static void take(int marker, byte[] content, RawMetadata found, ByteArrayOutputStream resources) {
        if (marker == COM) {
            found.comment(content);
        } else if (marker == APP0 && startsWith(content, JFIF) && content.length >= 12) {
            density(ByteBuffer.wrap(content)).ifPresent(found::resolution);
        } else if (marker == APP1 && startsWith(content, EXIF)) {
            found.exif(withoutExifName(content));
        } else if (marker == APP1 && startsWith(content, XMP)) {
            found.xmp(Arrays.copyOfRange(content, XMP.length, content.length));
        } else if (marker == APP13 && startsWith(content, PHOTOSHOP)) {
            resources.writeBytes(Arrays.copyOfRange(content, PHOTOSHOP.length, content.length));
        }
    }

    /** Reads JFIF's density. An aspect ratio of 1 without a unit gives no resolution. */
    private static Optional<Resolution> density(ByteBuffer jfif) {
        int x = jfif.getShort(8) & 0xFFFF;
        int y = jfif.getShort(10) & 0xFFFF;
        return switch (jfif.get(7)) {
            case 1 -> Optional.of(Resolution.perInch(x, y));
            case 2 -> Optional.of(Resolution.perCentimetre(x, y));
            default -> x == y ? Optional.empty() : Optional.of(new Resolution(x, y, false));
        };
    }

    private static boolean startsWith(byte[] content, byte[] name) {
        return content.length > name.length && Arrays.equals(content, 0, name.length, name, 0, name.length);
    }

    /** Removes JPEG's name before an EXIF block, which some writers of other formats add. */
    static byte[] withoutExifName(byte[] content) {
        return startsWith(content, EXIF) ? Arrays.copyOfRange(content, EXIF.length, content.length) : content;
    }

    /**
     * Returns the segments that hold metadata and a profile.
     *
     * @param metadata the metadata; its resolution is not part of the segments
     * @param profile the colour profile
     * @param problems receives a short line for each item that does not fit into segments of 64 KB
     * @return the segments, to be placed after JFIF's and before all others
     */
    public static List<Segment> segments(Metadata metadata, Optional<byte[]> profile, Consumer<String> problems) {
        List<Segment> segments = new ArrayList<>();
        exif(metadata, problems).ifPresent(block -> segments.add(new Segment(APP1, join(EXIF, block))));
        metadata.xmp()
                .filter(packet -> fits(packet, XMP, "XMP packet", problems))
                .ifPresent(packet -> segments.add(new Segment(APP1, join(XMP, packet))));
        metadata.iptc().map(Photoshop::of).ifPresent(resource -> {
            for (byte[] part : parts(resource, MOST_BYTES - PHOTOSHOP.length)) {
                segments.add(new Segment(APP13, join(PHOTOSHOP, part)));
            }
        });
        profile.ifPresent(bytes -> segments.addAll(profileSegments(bytes, problems)));
        metadata.comment()
                .or(() -> PngText.comment(metadata.pngChunks()))
                .ifPresent(text ->
                        segments.add(new Segment(COM, Arrays.copyOf(text, Math.min(text.length, MOST_BYTES)))));
        return segments;
    }

    private static Optional<byte[]> exif(Metadata metadata, Consumer<String> problems) {
        Optional<byte[]> block = metadata.exif().or(() -> PngText.exif(metadata.pngChunks()));
        int room = MOST_BYTES - EXIF.length;
        if (block.isEmpty() || block.get().length <= room) {
            return block;
        }
        try {
            byte[] smaller = TiffTree.read(block.get()).withoutNotes().toBlock();
            return Optional.of(smaller).filter(bytes -> fits(bytes, EXIF, "EXIF data", problems));
        } catch (IOException e) {
            problems.accept("the EXIF data is larger than a JPEG file can hold");
            return Optional.empty();
        }
    }

    private static boolean fits(byte[] content, byte[] name, String what, Consumer<String> problems) {
        boolean fits = content.length <= MOST_BYTES - name.length;
        if (!fits) {
            problems.accept("the " + what + " is larger than a JPEG file can hold");
        }
        return fits;
    }

    private static List<Segment> profileSegments(byte[] profile, Consumer<String> problems) {
        List<byte[]> parts = parts(profile, MOST_BYTES - ICC.length - 2);
        if (parts.size() > MOST_PROFILE_PARTS) {
            problems.accept("the colour profile is larger than a JPEG file can hold");
            return List.of();
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            byte[] numbers = {(byte) (i + 1), (byte) parts.size()};
            segments.add(new Segment(APP2, join(join(ICC, numbers), parts.get(i))));
        }
        return segments;
    }

    private static List<byte[]> parts(byte[] whole, int most) {
        List<byte[]> parts = new ArrayList<>();
        for (int from = 0; from < whole.length; from += most) {
            parts.add(Arrays.copyOfRange(whole, from, Math.min(from + most, whole.length)));
        }
        return parts;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
