package org.samdeblur.backend.tensorflow.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processor's instructions, which are read on Linux only. */
final class ProcessorInstructions {
    private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");
    private static final List<String> BFLOAT16 = List.of("avx512_bf16", "amx_bf16");

    private ProcessorInstructions() {}

    /** Returns whether there are instructions for bfloat16. Without them, bfloat16 is slower than 32-bit floats. */
    static boolean includeBfloat16() {
        try (Stream<String> lines = Files.lines(DESCRIPTION, StandardCharsets.ISO_8859_1)) {
            return includeBfloat16(
                    lines.filter(line -> line.startsWith("flags")).findFirst().orElse(""));
        } catch (IOException e) {
            return false;
        }
    }

    static boolean includeBfloat16(String flags) {
        List<String> all = List.of(flags.split("\\s+"));
        return BFLOAT16.stream().anyMatch(all::contains);
    }
}
