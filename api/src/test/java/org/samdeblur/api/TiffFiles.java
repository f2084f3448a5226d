package org.samdeblur.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes TIFF files of every form. Samples are given pixel by pixel; the file stores them as the settings say. */
final class TiffFiles {
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;
    private static final int LONG8 = 16;

    private final int width;
    private final int height;
    private final int bits;
    private final int samples;
    private final Map<Integer, long[]> fields = new TreeMap<>();
    private final Map<Integer, byte[]> bytes = new TreeMap<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private boolean isBig;
    private boolean isPlanar;
    private int tile;
    private int rowsPerStrip;
    private int compression = 1;
    private boolean reversesBits;

    TiffFiles(int width, int height, int bits, int samples, int photometric) {
        this.width = width;
        this.height = height;
        this.bits = bits;
        this.samples = samples;
        this.rowsPerStrip = height;
        field(262, photometric);
    }

    TiffFiles field(int tag, long... values) {
        fields.put(tag, values);
        return this;
    }

    TiffFiles field(int tag, byte[] values) {
        bytes.put(tag, values);
        return this;
    }

    TiffFiles bigEndian() {
        order = ByteOrder.BIG_ENDIAN;
        return this;
    }

    TiffFiles bigTiff() {
        isBig = true;
        return this;
    }

    TiffFiles planar() {
        isPlanar = true;
        return this;
    }

    TiffFiles tiles(int edge) {
        tile = edge;
        return this;
    }

    TiffFiles strips(int rows) {
        rowsPerStrip = rows;
        return this;
    }

    /** None (1), Deflate (8), PackBits (32773). */
    TiffFiles compression(int number) {
        compression = number;
        return this;
    }

    /** FillOrder 2. */
    TiffFiles reversedBits() {
        reversesBits = true;
        return this;
    }

    byte[] make(int[] pixels) {
        List<byte[]> segments = new ArrayList<>();
        int segmentWidth = tile > 0 ? tile : width;
        int segmentHeight = tile > 0 ? tile : rowsPerStrip;
        for (int plane = 0; plane < (isPlanar ? samples : 1); plane++) {
            for (int y = 0; y < height; y += segmentHeight) {
                int rows = tile > 0 ? tile : Math.min(segmentHeight, height - y);
                for (int x = 0; x < width; x += segmentWidth) {
                    segments.add(finish(pack(pixels, x, y, segmentWidth, rows, plane)));
                }
            }
        }
        return file(segments);
    }

    /** Makes a file of segments that are compressed already. */
    byte[] file(List<byte[]> segments) {
        int headerBytes = isBig ? 16 : 8;
        long[] offsets = new long[segments.size()];
        long[] counts = new long[segments.size()];
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = headerBytes + content.size();
            counts[i] = segments.get(i).length;
            content.writeBytes(segments.get(i));
        }
        content.writeBytes(new byte[content.size() % 2]);
        long[] depths = new long[samples];
        Arrays.fill(depths, bits);
        field(256, width)
                .field(257, height)
                .field(258, depths)
                .field(259, compression)
                .field(277, samples);
        field(266, reversesBits ? 2 : 1).field(284, isPlanar ? 2 : 1);
        if (tile > 0) {
            field(322, tile).field(323, tile).field(324, offsets).field(325, counts);
        } else {
            field(273, offsets).field(278, rowsPerStrip).field(279, counts);
        }
        return TestFiles.join(
                header(headerBytes + content.size()), content.toByteArray(), directory(headerBytes + content.size()));
    }

    private byte[] header(long directory) {
        ByteBuffer header = ByteBuffer.allocate(isBig ? 16 : 8).order(order);
        header.put(TestFiles.latin(order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM"));
        if (isBig) {
            header.putShort((short) 43).putShort((short) 8).putShort((short) 0).putLong(directory);
        } else {
            header.putShort((short) 42).putInt((int) directory);
        }
        return header.array();
    }

    private byte[] directory(long position) {
        bytes.keySet().forEach(tag -> fields.put(tag, new long[0]));
        int inline = isBig ? 8 : 4;
        int size = (isBig ? 8 : 2) + fields.size() * (isBig ? 20 : 12) + inline;
        ByteBuffer directory = ByteBuffer.allocate(size).order(order);
        ByteArrayOutputStream distant = new ByteArrayOutputStream();
        if (isBig) {
            directory.putLong(fields.size());
        } else {
            directory.putShort((short) fields.size());
        }
        fields.forEach((tag, values) -> {
            byte[] raw = bytes.get(tag);
            boolean isLong =
                    tag == 256 || tag == 257 || tag == 273 || tag == 278 || tag == 279 || tag > 321 && tag < 326;
            int type = raw != null ? UNDEFINED : !isLong ? SHORT : isBig ? LONG8 : LONG;
            byte[] content = raw != null ? raw : numbers(type, values);
            directory.putShort(tag.shortValue()).putShort((short) type);
            offset(directory, raw != null ? raw.length : values.length);
            if (content.length <= inline) {
                directory.put(content).put(new byte[inline - content.length]);
            } else {
                offset(directory, position + size + distant.size());
                distant.writeBytes(content);
            }
        });
        return TestFiles.join(directory.array(), distant.toByteArray());
    }

    private void offset(ByteBuffer target, long value) {
        if (isBig) {
            target.putLong(value);
        } else {
            target.putInt((int) value);
        }
    }

    private byte[] numbers(int type, long[] values) {
        ByteBuffer content = ByteBuffer.allocate(values.length * (type == SHORT ? 2 : type == LONG ? 4 : 8))
                .order(order);
        for (long value : values) {
            switch (type) {
                case SHORT -> content.putShort((short) value);
                case LONG -> content.putInt((int) value);
                default -> content.putLong(value);
            }
        }
        return content.array();
    }

    /** Packs the bits of a part of the image; rows begin with a byte of their own. */
    private byte[] pack(int[] pixels, int left, int top, int columns, int rows, int plane) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int y = top; y < top + rows; y++) {
            long pending = 0;
            int count = 0;
            for (int x = left; x < left + columns; x++) {
                for (int band = isPlanar ? plane : 0; band < (isPlanar ? plane + 1 : samples); band++) {
                    int sample = x < width && y < height ? pixels[(y * width + x) * samples + band] : 0;
                    if (bits == 16 && order == ByteOrder.LITTLE_ENDIAN) {
                        sample = Short.toUnsignedInt(Short.reverseBytes((short) sample));
                    }
                    pending = pending << bits | sample;
                    for (count += bits; count >= 8; count -= 8) {
                        packed.write((int) (pending >> count - 8));
                    }
                    pending &= (1L << count) - 1;
                }
            }
            if (count > 0) {
                packed.write((int) (pending << 8 - count));
            }
        }
        return packed.toByteArray();
    }

    private byte[] finish(byte[] packed) {
        byte[] compressed = switch (compression) {
            case 8 -> TestFiles.deflate(packed);
            case 32773 -> packBits(packed);
            default -> packed;
        };
        if (reversesBits) {
            for (int i = 0; i < compressed.length; i++) {
                compressed[i] = (byte) (Integer.reverse(compressed[i]) >>> 24);
            }
        }
        return compressed;
    }

    /** Runs of equal bytes as runs, the others as they are, one at a time. */
    private static byte[] packBits(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (int from = 0; from < plain.length; ) {
            int to = from + 1;
            while (to < plain.length && plain[to] == plain[from] && to - from < 128) {
                to++;
            }
            packed.write(1 - (to - from));
            packed.write(plain[from]);
            from = to;
        }
        return packed.toByteArray();
    }
}
