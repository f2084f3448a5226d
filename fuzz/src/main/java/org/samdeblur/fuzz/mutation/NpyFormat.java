package org.samdeblur.fuzz.mutation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The header of a NumPy array, with its length: numbers, names of types and words of Python in it. */
final class NpyFormat implements Mutator.Format {
    private static final String[] WORDS = {
        "True", "False", "'<f4'", "'>f8'", "'|b1'", "'|u1'", "'<i8'", "'>u2'", "'<f2'", "'|O'", "()", "(1,)", "(2, 3)",
        "None"
    };

    @Override
    public Optional<byte[]> mutate(byte[] content, Mutator mutator, int depth) {
        if (content.length < 12 || !Mutator.startsWith(content, 0x93, 'N', 'U', 'M', 'P', 'Y', 1)) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int length = in.getShort(8) & 0xFFFF;
        if (length > content.length - 10) {
            return Optional.empty();
        }
        if (mutator.below(3) == 0) {
            byte[] values =
                    ByteChanges.change(Arrays.copyOfRange(content, 10 + length, content.length), mutator.random());
            byte[] changed = Arrays.copyOf(content, 10 + length + values.length);
            System.arraycopy(values, 0, changed, 10 + length, values.length);
            return Optional.of(changed);
        }
        String header = Mutator.latin(Arrays.copyOfRange(content, 10, 10 + length));
        byte[] changed = Mutator.latin(
                mutator.below(2) == 0
                        ? Words.replaceNumber(header, mutator.random())
                        : Words.replaceToken(header, WORDS, mutator.random()));
        int rest = content.length - 10 - length;
        ByteBuffer out = ByteBuffer.allocate(10 + changed.length + rest).order(ByteOrder.LITTLE_ENDIAN);
        out.put(content, 0, 8).putShort((short) changed.length).put(changed).put(content, 10 + length, rest);
        return Optional.of(out.array());
    }
}
