package org.samdeblur.fuzz.mutation;

import java.util.Optional;

/** Operations of pickles: other ones, more of them, and other arguments. */
final class PickleFormat implements Mutator.Format {
    private static final String OPERATIONS =
            "(.012FIJKLMNPQRSTUVXabcd}eghijlopqrst)u]\u0080\u0081\u0082\u0083\u0084\u0085\u0086"
                    + "\u0087\u0088\u0089\u008a\u008b\u008c\u008e\u008f\u0090\u0091\u0092\u0093\u0094\u0095";
    private static final String[] SNIPPETS = {
        "cos\nsystem\n",
        "cbuiltins\neval\n",
        "ctorch._utils\n_rebuild_tensor_v2\n",
        "ctorch\nFloatStorage\n",
        "ccollections\nOrderedDict\n",
        "2222",
        "h\u0000",
        "q\u0000",
        "r\u00ff\u00ff\u00ff\u007f",
        "t",
        "(t",
        "R",
        "Q",
        "u",
        "s",
        "}",
        "]",
        "N",
        "\u0085",
        "\u0086",
        "\u0087",
        "\u008a\u00ff",
        "X\u00ff\u00ff\u00ff\u007f",
        "J\u00ff\u00ff\u00ff\u007f",
        "K\u0001",
        "2\u0086",
        "2a",
        "22\u0087"
    };

    @Override
    public Optional<byte[]> mutate(byte[] content, Mutator mutator, int depth) {
        if (content.length < 3 || !Mutator.startsWith(content, 0x80) || content[1] > 5) {
            return Optional.empty();
        }
        String text = Mutator.latin(content);
        int at = mutator.below(text.length());
        return Optional.of(
                switch (mutator.below(5)) {
                    case 0 -> {
                        byte[] changed = content.clone();
                        changed[at] = (byte) OPERATIONS.charAt(mutator.below(OPERATIONS.length()));
                        yield changed;
                    }
                    case 1 -> insert(text, at, SNIPPETS[mutator.below(SNIPPETS.length)]);
                    case 2 -> insert(text, at, SNIPPETS[mutator.below(SNIPPETS.length)].repeat(1 << mutator.below(10)));
                    case 3 -> {
                        int end = Math.min(text.length(), at + 1 + mutator.below(200));
                        yield insert(text, mutator.below(text.length()), text.substring(at, end));
                    }
                    default -> ByteChanges.change(content, mutator.random());
                });
    }

    private static byte[] insert(String text, int at, String inserted) {
        return Mutator.latin(text.substring(0, at) + inserted + text.substring(at));
    }
}
