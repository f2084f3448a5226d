package org.samdeblur.api.metadata;

import java.util.Set;

/** Numbers of TIFF's and EXIF's fields (TIFF 6.0, EXIF 2.32). */
final class ExifTag {
    static final int WIDTH = 0x100;
    static final int HEIGHT = 0x101;
    static final int BITS_PER_SAMPLE = 0x102;
    static final int COMPRESSION = 0x103;
    static final int PHOTOMETRIC = 0x106;
    static final int IMAGE_DESCRIPTION = 0x10E;
    static final int STRIP_OFFSETS = 0x111;
    static final int ORIENTATION = 0x112;
    static final int SAMPLES_PER_PIXEL = 0x115;
    static final int ROWS_PER_STRIP = 0x116;
    static final int STRIP_BYTE_COUNTS = 0x117;
    static final int X_RESOLUTION = 0x11A;
    static final int Y_RESOLUTION = 0x11B;
    static final int PLANAR_CONFIGURATION = 0x11C;
    static final int RESOLUTION_UNIT = 0x128;
    static final int SOFTWARE = 0x131;
    static final int DATE_TIME = 0x132;
    static final int ARTIST = 0x13B;
    static final int EXTRA_SAMPLES = 0x152;
    static final int JPEG_OFFSET = 0x201;
    static final int JPEG_LENGTH = 0x202;
    static final int XMP = 0x2BC;
    static final int RATING = 0x4746;
    static final int RATING_PERCENT = 0x4749;
    static final int COPYRIGHT = 0x8298;
    static final int IPTC = 0x83BB;
    static final int EXIF_IFD = 0x8769;
    static final int ICC_PROFILE = 0x8773;
    static final int GPS_IFD = 0x8825;
    static final int DATE_TIME_ORIGINAL = 0x9003;
    static final int MAKER_NOTE = 0x927C;
    static final int PIXEL_X_DIMENSION = 0xA002;
    static final int PIXEL_Y_DIMENSION = 0xA003;
    static final int INTEROP_IFD = 0xA005;
    static final int FOCAL_PLANE_X_RESOLUTION = 0xA20E;
    static final int FOCAL_PLANE_Y_RESOLUTION = 0xA20F;

    /** Fields of a TIFF file's directory that describe the picture, not how the file stores it. */
    private static final Set<Integer> DESCRIPTIVE = Set.of(
            0x10D,
            IMAGE_DESCRIPTION,
            0x10F,
            0x110,
            0x11D,
            SOFTWARE,
            DATE_TIME,
            ARTIST,
            0x13C,
            RATING,
            RATING_PERCENT,
            COPYRIGHT,
            EXIF_IFD,
            GPS_IFD,
            0x9C9B,
            0x9C9C,
            0x9C9D,
            0x9C9E,
            0x9C9F,
            0xC4A5);

    private ExifTag() {}

    static boolean isDescriptive(int tag) {
        return DESCRIPTIVE.contains(tag);
    }
}
