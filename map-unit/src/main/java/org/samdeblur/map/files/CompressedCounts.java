package org.samdeblur.map.files;

import java.io.IOException;
import java.util.Arrays;

/**
 * COCO's text form of run lengths. From the fourth on, a length is written as its difference from the one two before. A
 * number is written in two's complement, with five bits in each character, the lowest first. Bit 5 is set if another
 * character follows. The character's code is these six bits plus 48.
 */
final class CompressedCounts {
    private static final int FIRST_CHARACTER = '0';
    private static final int BITS = 5;
    private static final int MORE = 1 << BITS;
    private static final int SIGN = MORE >> 1;

    /** The most characters of a 32-bit difference. */
    private static final int LONGEST = 7;

    private CompressedCounts() {}

    static String encode(int[] counts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            append(i > 2 ? counts[i] - counts[i - 2] : counts[i], text);
        }
        return text.toString();
    }

    private static void append(int number, StringBuilder text) {
        int rest = number;
        boolean more;
        do {
            int digit = rest & MORE - 1;
            rest >>= BITS;
            more = rest != ((digit & SIGN) == 0 ? 0 : -1);
            text.append((char) (FIRST_CHARACTER + (more ? digit | MORE : digit)));
        } while (more);
    }

    static int[] decode(String text) throws IOException {
        int[] counts = new int[text.length()];
        int size = 0;
        for (int at = 0; at < text.length(); size++) {
            long number = 0;
            int start = at;
            int digit;
            do {
                digit = digitAt(text, at);
                number |= (long) (digit & MORE - 1) << BITS * (at - start);
                at++;
            } while ((digit & MORE) != 0 && at - start < LONGEST);
            if ((digit & SIGN) != 0) {
                number |= -1L << BITS * (at - start);
            }
            long count = size > 2 ? number + counts[size - 2] : number;
            if (count < 0 || count > Integer.MAX_VALUE) {
                throw new IOException("run length " + count + " in compressed counts");
            }
            counts[size] = (int) count;
        }
        return Arrays.copyOf(counts, size);
    }

    private static int digitAt(String text, int at) throws IOException {
        int digit = at < text.length() ? text.charAt(at) - FIRST_CHARACTER : -1;
        if (digit < 0 || digit >= 2 * MORE) {
            throw new IOException(
                    at < text.length()
                            ? "character '" + text.charAt(at) + "' in compressed counts"
                            : "compressed counts are cut short");
        }
        return digit;
    }
}
