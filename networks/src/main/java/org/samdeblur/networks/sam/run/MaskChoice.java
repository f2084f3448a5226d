package org.samdeblur.networks.sam.run;

/** Which of the decoder's masks are wanted. */
public enum MaskChoice {
    /** The one for prompts that mean one object: {@code multimask_output=False}. */
    SINGLE,
    /** All others, commonly three, for prompts that may mean a part or a whole: {@code multimask_output=True}. */
    SEVERAL
}
