package org.samdeblur.map.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of an array in NumPy's format.
 *
 * @param type NumPy's name of the element type, which begins with the byte order, such as {@code <f4} or {@code |b1}
 * @param fortranOrder whether the first axis varies fastest
 * @param shape the sizes of the axes; not copied
 * @since 0.1.0
 */
public record NpyHeader(String type, boolean fortranOrder, long[] shape) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** NumPy itself writes headers of 64 to some hundred bytes. */
    private static final int LONGEST = 1 << 16;

    private static final int ALIGNMENT = 64;

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?[a-zA-Z]\\d+)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,L]{0,400})\\)");

    /**
     * Reads a header.
     *
     * @param in a stream at the start of an array; afterwards, it is at the values
     * @return the header
     * @throws IOException if there is no header, or it is damaged; the message does not name a file
     */
    public static NpyHeader read(InputStream in) throws IOException {
        if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("it is not a NumPy array");
        }
        byte[] versionAndMinor = in.readNBytes(2);
        if (versionAndMinor.length < 2) {
            throw new IOException("its NumPy header is cut short or too long");
        }
        int version = versionAndMinor[0];
        if (version < 1 || version > 3) {
            throw new IOException("it has version " + version + " of NumPy's format; supported are 1 to 3");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        long length = 0;
        byte[] raw = in.readNBytes(lengthBytes);
        for (int i = raw.length - 1; i >= 0; i--) {
            length = length << 8 | raw[i] & 0xFF;
        }
        if (raw.length < lengthBytes || length > LONGEST) {
            throw new IOException("its NumPy header is cut short or too long");
        }
        String text = new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
        return parse(text);
    }

    private static NpyHeader parse(String text) throws IOException {
        Matcher type = TYPE.matcher(text);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!type.find() || !order.find() || !shape.find()) {
            throw new IOException("its NumPy header is damaged or of a structured type");
        }
        return new NpyHeader(type.group(1), order.group(1).equals("True"), parseShape(shape.group(1)));
    }

    private static long[] parseShape(String text) throws IOException {
        try {
            return Arrays.stream(text.split(","))
                    .map(axis -> axis.strip().replaceFirst("(?<=\\d)L$", "")) // Python 2 marks long integers
                    .filter(axis -> !axis.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IOException("its NumPy header names an impossible shape (" + text.strip() + ")", e);
        }
    }

    /** Writes the header in format version 1, padded so that the values start at a multiple of 64 bytes. */
    void write(OutputStream out) throws IOException {
        String text = "{'descr': '" + type + "', 'fortran_order': " + (fortranOrder ? "True" : "False") + ", 'shape': "
                + shapeAsTuple() + ", }";
        int prefix = MAGIC.length + 4;
        int padding = ALIGNMENT - 1 - (prefix + text.length()) % ALIGNMENT;
        byte[] padded = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        out.write(MAGIC);
        out.write(new byte[] {1, 0, (byte) padded.length, (byte) (padded.length >> 8)});
        out.write(padded);
    }

    private String shapeAsTuple() {
        String axes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        return "(" + axes + (shape.length == 1 ? ",)" : ")");
    }

    /**
     * Returns the type without its byte order.
     *
     * @return the type, such as {@code f4}
     */
    public String element() {
        return Character.isLetter(type.charAt(0)) ? type : type.substring(1);
    }

    /**
     * Returns the number of values.
     *
     * @return the product of the sizes of the axes
     * @throws IOException if it exceeds {@link Integer#MAX_VALUE}
     */
    public int size() throws IOException {
        long size = 1;
        for (long axis : shape) {
            if (axis > Integer.MAX_VALUE || size * axis > Integer.MAX_VALUE) {
                throw new IOException("its shape " + shapeAsTuple() + " is too large");
            }
            size *= axis;
        }
        return (int) size;
    }

    /**
     * Returns the sizes of the axes as ints.
     *
     * @return the sizes
     * @throws ArithmeticException if a size exceeds {@link Integer#MAX_VALUE}
     */
    public int[] axes() {
        return Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
    }

    @Override
    public String toString() {
        return type + " " + shapeAsTuple();
    }
}
