package org.samdeblur.fuzz.mutation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Changes a file in one to several places. Knows the formats whose random changes a checksum or a length would catch at once, and
 * changes what is inside them. What comes out follows from the file, the seed of {@code random}, and nothing else.
 */
public final class Mutator {
    private static final int DEEPEST = 3;
    private static final List<Format> FORMATS = List.of(
            new PngFormat(),
            new ZipFormat(),
            new TiffFormat(),
            new SafetensorsFormat(),
            new NpyFormat(),
            new JsonFormat(),
            new PickleFormat(),
            new ProtobufFormat());

    private final Random random;

    /**
     * Makes a mutator.
     *
     * @param random where all choices come from
     */
    public Mutator(Random random) {
        this.random = random;
    }

    /** A format whose parts can be changed one by one. */
    interface Format {
        /**
         * Changes a part, and fits everything that depends on it.
         *
         * @return empty if the content is of another format
         */
        Optional<byte[]> mutate(byte[] content, Mutator mutator, int depth);
    }

    /**
     * Changes a file.
     *
     * @param content the file
     * @return another content, most often
     */
    public byte[] mutate(byte[] content) {
        byte[] mutated = content;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            mutated = mutate(mutated, 0);
        }
        return mutated;
    }

    byte[] mutate(byte[] content, int depth) {
        if (depth < DEEPEST && random.nextInt(4) > 0) {
            for (Format format : FORMATS) {
                Optional<byte[]> mutated = format.mutate(content, this, depth + 1);
                if (mutated.isPresent()) {
                    return mutated.get();
                }
            }
        }
        return ByteChanges.change(content, random);
    }

    Random random() {
        return random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    static boolean startsWith(byte[] content, int... start) {
        if (content.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((content[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Drops, repeats, swaps or moves one of several parts. */
    <T> void shuffle(List<T> parts) {
        int at = below(parts.size());
        int other = below(parts.size());
        switch (below(4)) {
            case 0 -> parts.remove(at);
            case 1 -> parts.add(other, parts.get(at));
            case 2 -> {
                T part = parts.get(at);
                parts.set(at, parts.get(other));
                parts.set(other, part);
            }
            default -> {
                List<T> copies = new ArrayList<>();
                for (int i = 1 << below(8); i > 0; i--) {
                    copies.add(parts.get(at));
                }
                parts.addAll(at, copies);
            }
        }
    }
}
