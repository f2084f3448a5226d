package org.samdeblur.api.metadata;

/** Numbers of TIFF's field types and the sizes of their values. */
final class ExifType {
    static final int BYTE = 1;
    static final int ASCII = 2;
    static final int SHORT = 3;
    static final int LONG = 4;
    static final int RATIONAL = 5;
    static final int UNDEFINED = 7;
    static final int IFD = 13;
    static final int LAST_CLASSIC = IFD;
    static final int LONG8 = 16;
    static final int IFD8 = 18;

    /** Sizes by type. The last three types are BigTIFF's. */
    private static final int[] BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

    private ExifType() {}

    /** Returns the size in bytes of one value; 0 for an unknown type. */
    static int bytes(int type) {
        return type >= 0 && type < BYTES.length ? BYTES[type] : 0;
    }
}
