package org.samdeblur.api.codec;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parses the markers of a JPEG file (ITU-T T.81, annex B) up to the end of its first image: size, components,
 * orientation, profile. Requires the end marker, since the JDK's decoder fills missing pixels with grey.
 */
final class JpegHeader {
    private static final int SOF0 = 0xC0;
    private static final int SOF2 = 0xC2;
    private static final int SOF3 = 0xC3;
    private static final int DHT = 0xC4;
    private static final int JPG = 0xC8;
    private static final int DAC = 0xCC;
    private static final int SOF15 = 0xCF;
    private static final int RST0 = 0xD0;
    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int TEM = 0x01;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    /** Followed by the number of the part, from 1, and the number of parts (ICC.1, annex B.4). */
    private static final byte[] ICC_PROFILE = "ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII);

    private static final int MOST_PROFILE_PARTS = 255;
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
    /** The position of the colour transform in Adobe's segment: none, to YCbCr, or to YCCK. */
    private static final int ADOBE_TRANSFORM = 11;

    /** Photographs have 3 to 15 scans. A further scan of very few bytes can take as much time as all pixels. */
    private static final int MANY_SCANS = 32;

    private static final long MOST_PIXELS_IN_MANY_SCANS = 1_000_000_000;

    private final ChannelInput in;
    private final PixelLimit limit;
    private int width;
    private int height;
    private int[] componentIds = {};
    private int scans;
    private boolean hasJfif;
    private int adobeTransform = -1;
    private Orientation orientation;
    private int profileSegments;
    private final SortedMap<Integer, byte[]> profileParts = new TreeMap<>();

    private JpegHeader(ChannelInput in, PixelLimit limit) {
        this.in = in;
        this.limit = limit;
    }

    static JpegHeader read(ChannelInput in, PixelLimit limit) throws IOException {
        in.setByteOrder(ByteOrder.BIG_ENDIAN);
        in.seek(0);
        if (in.length() < 2 || in.readUnsignedShort() != (0xFF00 | SOI)) {
            throw new UnreadableImageException("is damaged: a JPEG file must begin with the marker SOI");
        }
        JpegHeader header = new JpegHeader(in, limit);
        try {
            header.readToEnd();
        } catch (EOFException e) {
            throw UnreadableImageException.truncated("before the JPEG marker EOI");
        }
        if (header.componentIds.length == 0 || header.scans == 0) {
            throw new UnreadableImageException("is damaged: there is no image in the JPEG file");
        }
        return header;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int components() {
        return componentIds.length;
    }

    boolean hasJfif() {
        return hasJfif;
    }

    boolean hasAdobe() {
        return adobeTransform >= 0;
    }

    /** Returns the colour transform of Adobe's segment: 0 for none, 1 to YCbCr, 2 to YCCK; -1 without the segment. */
    int adobeTransform() {
        return adobeTransform;
    }

    /** Returns whether the components have the given identifiers. */
    boolean areCalled(int... ids) {
        return Arrays.equals(componentIds, ids);
    }

    Orientation orientation() {
        return orientation == null ? Orientation.UPRIGHT : orientation;
    }

    Optional<ColourProfile> profile() {
        ByteArrayOutputStream profile = new ByteArrayOutputStream();
        profileParts.values().forEach(profile::writeBytes);
        return ColourProfile.parse(profile.toByteArray());
    }

    private void readToEnd() throws IOException {
        for (int marker = nextMarker(); marker != EOI; marker = nextMarker()) {
            if (marker == TEM || (marker >= RST0 && marker <= SOI)) {
                continue; // has no length
            }
            int length = in.readUnsignedShort() - 2;
            long end = in.getStreamPosition() + length;
            if (length < 0) {
                throw new UnreadableImageException("is damaged: a JPEG segment has a negative length");
            }
            if (end > in.length()) {
                throw UnreadableImageException.truncated("within a JPEG segment");
            }
            readSegment(marker, length);
            in.seek(end);
        }
    }

    /** Skips compressed data, stuffed zeros and stray bytes. */
    private int nextMarker() throws IOException {
        while (true) {
            while (in.readUnsignedByte() != 0xFF) {
                // compressed data
            }
            int marker = in.readUnsignedByte();
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            if (marker != 0) {
                return marker;
            }
        }
    }

    private void readSegment(int marker, int length) throws IOException {
        boolean isFrame = marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
        if (isFrame && length >= 6) {
            readFrame(marker);
        } else if (marker == SOS) {
            countScan();
        } else if (marker == APP0) {
            hasJfif |= startsWith(read(length), JFIF);
        } else if (marker == APP14) {
            byte[] segment = read(length);
            if (startsWith(segment, ADOBE) && length > ADOBE_TRANSFORM) {
                adobeTransform = segment[ADOBE_TRANSFORM] & 0xFF;
            }
        } else if (marker == APP1 && orientation == null) {
            byte[] segment = read(length);
            if (startsWith(segment, EXIF)) {
                orientation = TiffFields.exifOrientation(Arrays.copyOfRange(segment, EXIF.length, length));
            }
        } else if (marker == APP2) {
            readProfilePart(length);
        }
    }

    private byte[] read(int length) throws IOException {
        byte[] segment = new byte[length];
        in.readFully(segment);
        return segment;
    }

    private static boolean startsWith(byte[] segment, byte[] name) {
        return segment.length > name.length && Arrays.equals(segment, 0, name.length, name, 0, name.length);
    }

    /**
     * Keeps a part of the colour profile, and hides it from the decoder, which fails on some broken profiles, ignores
     * those of grey images, and converts even from sRGB to sRGB.
     */
    private void readProfilePart(int length) throws IOException {
        long start = in.getStreamPosition();
        byte[] segment = read(length);
        if (startsWith(segment, ICC_PROFILE)) {
            if (++profileSegments > MOST_PROFILE_PARTS) {
                throw new UnreadableImageException("is damaged: its colour profile has too many parts");
            }
            in.blank(start, start + ICC_PROFILE.length);
            int number = segment[ICC_PROFILE.length] & 0xFF;
            int from = Math.min(ICC_PROFILE.length + 2, length);
            profileParts.put(number, Arrays.copyOfRange(segment, from, length));
        }
    }

    private void readFrame(int marker) throws IOException {
        int bits = in.readUnsignedByte();
        height = in.readUnsignedShort();
        width = in.readUnsignedShort();
        int components = in.readUnsignedByte();
        limit.check(width, height);
        if (marker > SOF2) {
            throw new UnreadableImageException("is a JPEG file of an unsupported kind (" + kind(marker)
                    + "); convert it to PNG or plain JPEG first");
        }
        if (bits != 8) {
            throw new UnreadableImageException(
                    "is a JPEG file of " + bits + " bits per sample; convert it to 8 bits or to PNG first");
        }
        if (componentIds.length > 0) {
            throw new UnreadableImageException("is damaged: the JPEG file has two frames");
        }
        if (components != 1 && components != 3 && components != 4) {
            throw new UnreadableImageException(
                    "is a JPEG file of " + components + " components; convert it to grey or RGB first");
        }
        componentIds = new int[components];
        for (int i = 0; i < components; i++) {
            componentIds[i] = in.readUnsignedByte();
            in.readUnsignedShort();
        }
    }

    private static String kind(int marker) {
        if (marker == SOF3) {
            return "lossless";
        }
        return marker > JPG && marker < DAC ? "arithmetic coding" : "hierarchical";
    }

    private void countScan() throws UnreadableImageException {
        scans++;
        if (scans > MANY_SCANS && (long) scans * width * height > MOST_PIXELS_IN_MANY_SCANS) {
            throw new UnreadableImageException("is a JPEG file of more than " + (scans - 1)
                    + " scans, which would take very long to decode; convert it to PNG first");
        }
    }
}
