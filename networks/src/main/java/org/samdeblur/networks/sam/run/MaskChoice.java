package org.samdeblur.networks.sam.run;

import java.util.List;
import java.util.stream.IntStream;

/** Which of the decoder's masks are wanted. */
public enum MaskChoice {
    /** The one for prompts that mean one thing: {@code multimask_output=False}. */
    SINGLE,
    /** All others, commonly three, for prompts that may mean a part or a whole: {@code multimask_output=True}. */
    SEVERAL;

    private static final int UNAMBIGUOUS = 0;

    /** Which of so many masks these are; a decoder that makes only one makes it for either choice. */
    List<Integer> outputs(int masks) {
        return this == SINGLE || masks == 1
                ? List.of(UNAMBIGUOUS)
                : IntStream.range(UNAMBIGUOUS + 1, masks).boxed().toList();
    }
}
