package org.samdeblur.fuzz.mutation;

import java.util.Optional;

/** Tokens of JSON. */
final class JsonFormat implements Mutator.Format {
    private static final String[] WORDS = {
        "null",
        "true",
        "false",
        "NaN",
        "Infinity",
        "-Infinity",
        "[]",
        "{}",
        "\"\"",
        "\"x\"",
        "[null]",
        "{\"a\":1}",
        "[[1,2,3,4]]",
        "[0,1]",
        "\"\\u0000\"",
        "\"F32\"",
        "[0,0]",
        "\"size\"",
        "\"counts\"",
        "\"segmentation\"",
        "\"annotations\""
    };

    @Override
    public Optional<byte[]> mutate(byte[] content, Mutator mutator, int depth) {
        if (!Mutator.startsWith(content, '{') && !Mutator.startsWith(content, '[')) {
            return Optional.empty();
        }
        String text = Mutator.latin(content);
        String changed = switch (mutator.below(8)) {
            case 0, 1, 2 -> Words.replaceNumber(text, mutator.random());
            case 3, 4 -> Words.replaceToken(text, WORDS, mutator.random());
            case 5 -> Words.exchangeTokens(text, mutator.random());
            case 6 -> {
                int levels = 1 << mutator.below(14);
                String nested = mutator.below(2) == 0
                        ? "[".repeat(levels) + "]".repeat(levels)
                        : "{\"a\":".repeat(levels) + "1" + "}".repeat(levels);
                yield Words.replaceToken(text, new String[] {nested}, mutator.random());
            }
            default -> Mutator.latin(ByteChanges.change(content, mutator.random()));
        };
        return Optional.of(Mutator.latin(changed));
    }
}
