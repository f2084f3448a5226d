package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the image encoder of SAM or SAM 2 takes: a network of a published size with random weights, loaded and run in a process of its own by
 * the backend that would be chosen by default. Prints seconds and the process's resident memory, Java's own included.
 *
 * <p>Usage: {@code SamEncoderBenchmark SIZE [RUNS [THREADS [CHECKPOINT]]]}, {@code SIZE} being one of {@link RandomSam.Size}, such
 * as {@code VIT_B} or {@code HIERA_T}; without a checkpoint, up to 2.6 GB are written to the folder for temporary files and deleted afterwards. Needs
 * Linux, whose count of resident memory it reads.
 */
public final class SamEncoderBenchmark {
    private static final List<String> SMALL_HEAP = List.of("-Xmx256m");

    private SamEncoderBenchmark() {}

    /**
     * Runs the benchmark.
     *
     * @param args size, runs (3), threads (2), a checkpoint (one of random weights)
     * @throws IOException if a file cannot be written or the process fails
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        String runs = args.length > 1 ? args[1] : "3";
        String threads = args.length > 2 ? args[2] : "2";
        if (args.length > 3) {
            run(Path.of(args[3]), threads, runs);
            return;
        }
        try (RandomCheckpoint random = RandomCheckpoint.of(RandomSam.Size.valueOf(args[0]))) {
            run(random.file(), threads, runs);
        }
    }

    private static void run(Path checkpoint, String threads, String runs) throws IOException, InterruptedException {
        System.out.println(
                JavaProcess.run(SamEncoderRun.class, SMALL_HEAP, List.of(checkpoint.toString(), threads, runs)));
    }
}
