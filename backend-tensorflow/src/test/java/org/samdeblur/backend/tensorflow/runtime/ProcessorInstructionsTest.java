package org.samdeblur.backend.tensorflow.runtime;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProcessorInstructionsTest {
    @Test
    void aProcessorWithEitherExtensionHasBfloat16() {
        assertTrue(ProcessorInstructions.includeBfloat16("flags\t\t: fpu sse2 avx2 avx512f avx512_bf16 sha_ni"));
        assertTrue(ProcessorInstructions.includeBfloat16("flags\t\t: fpu sse2 avx2 avx512f amx_bf16 amx_tile"));
    }

    @Test
    void olderProcessorsDoNot() {
        assertFalse(ProcessorInstructions.includeBfloat16("flags\t\t: fpu sse2 avx2 fma"));
        assertFalse(ProcessorInstructions.includeBfloat16("flags\t\t: fpu sse2 avx2 avx512f avx512_vnni"));
        assertFalse(ProcessorInstructions.includeBfloat16(""));
    }
}
