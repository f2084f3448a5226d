package org.samdeblur.fuzz.mutation;

import java.util.Arrays;
import java.util.Random;

/** Changes of bytes, whatever they mean. */
final class ByteChanges {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        4,
        7,
        8,
        15,
        16,
        31,
        32,
        63,
        64,
        127,
        128,
        255,
        256,
        1000,
        4096,
        32767,
        32768,
        65535,
        65536,
        1 << 20,
        1 << 24,
        1 << 28,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -2,
        10
    };

    private ByteChanges() {}

    static byte[] change(byte[] content, Random random) {
        if (content.length == 0) {
            return new byte[] {(byte) random.nextInt(256)};
        }
        int at = place(content.length, random);
        int length = 1 + random.nextInt(1 + random.nextInt(Math.min(content.length - at, 64)));
        byte[] changed = content.clone();
        switch (random.nextInt(9)) {
            case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> changed[at] = (byte) random.nextInt(256);
            case 2 -> changed[at] = (byte) NUMBERS[random.nextInt(NUMBERS.length)];
            case 3, 4 -> putNumber(changed, at, random);
            case 5 -> {
                return Arrays.copyOf(content, at);
            }
            case 6 -> {
                return replace(content, at, length, 0, random);
            }
            case 7 -> {
                return replace(content, at, 0, length, random);
            }
            default -> System.arraycopy(content, place(content.length - length + 1, random), changed, at, length);
        }
        return changed;
    }

    /** Beginnings hold more that matters than middles do. */
    private static int place(int length, Random random) {
        int most = random.nextBoolean() ? length : Math.min(length, 1 << 4 + random.nextInt(8));
        int place = random.nextInt(most);
        return random.nextInt(8) == 0 ? length - 1 - place : place;
    }

    static long number(Random random) {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        return random.nextInt(4) == 0 ? number + random.nextInt(9) - 4 : number;
    }

    private static void putNumber(byte[] content, int at, Random random) {
        long number = number(random);
        int bytes = 1 << random.nextInt(4);
        boolean big = random.nextBoolean();
        for (int i = 0; i < bytes && at + i < content.length; i++) {
            content[at + i] = (byte) (number >>> 8 * (big ? bytes - 1 - i : i));
        }
    }

    private static byte[] replace(byte[] content, int at, int dropped, int added, Random random) {
        byte[] replaced = new byte[content.length - dropped + added];
        System.arraycopy(content, 0, replaced, 0, at);
        for (int i = 0; i < added; i++) {
            replaced[at + i] = random.nextBoolean() ? content[at] : (byte) random.nextInt(256);
        }
        System.arraycopy(content, at + dropped, replaced, at + added, content.length - at - dropped);
        return replaced;
    }
}
