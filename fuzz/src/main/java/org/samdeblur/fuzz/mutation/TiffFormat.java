package org.samdeblur.fuzz.mutation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Fields of a TIFF's first directory: tag, type, number of values, value or place. */
final class TiffFormat implements Mutator.Format {
    private static final int[] TAGS = {
        254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 284, 296, 317, 320, 322, 323, 324, 325, 332,
        338, 339, 347, 529, 530, 531, 532, 700, 33432, 34377, 34665, 34675, 34853
    };

    @Override
    public Optional<byte[]> mutate(byte[] content, Mutator mutator, int depth) {
        boolean little = Mutator.startsWith(content, 'I', 'I', 42, 0);
        if (content.length < 16 || !little && !Mutator.startsWith(content, 'M', 'M', 0, 42)) {
            return Optional.empty();
        }
        byte[] changed = content.clone();
        ByteBuffer file = ByteBuffer.wrap(changed).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = file.getInt(4);
        if (directory < 8 || directory > content.length - 2) {
            return Optional.empty();
        }
        int fields = file.getShort(directory) & 0xFFFF;
        int at = directory + 2 + 12 * mutator.below(Math.max(1, fields));
        if (at > content.length - 12) {
            return Optional.empty();
        }
        long number = ByteChanges.number(mutator.random());
        switch (mutator.below(6)) {
            case 0 -> file.putShort(at, (short) TAGS[mutator.below(TAGS.length)]);
            case 1 -> file.putShort(at + 2, (short) mutator.below(19));
            case 2 -> file.putInt(at + 4, (int) number);
            case 3 -> file.putShort(at + 8, (short) mutator.below(12));
            case 4 -> file.putInt(at + 8, (int) number);
            default -> file.putShort(directory, (short) number);
        }
        return Optional.of(changed);
    }
}
