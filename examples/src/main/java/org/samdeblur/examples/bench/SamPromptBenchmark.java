package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.SamImage;
import org.samdeblur.networks.sam.SamSegmenter;

/**
 * How long a person waits for the first mask of an image, and for each further one: SAM ViT-B (or another network) with random weights, an image of
 * 1280×720, two threads. The network has run before, so that loading does not count.
 *
 * <p>Usage: {@code SamPromptBenchmark [PROMPTS [CHECKPOINT]]}, a checkpoint being a file or one of the sizes of {@link RandomSam}, such as
 * {@code HIERA_T}.
 */
public final class SamPromptBenchmark {
    private static final int THREADS = 2;

    private SamPromptBenchmark() {}

    /**
     * Runs the benchmark.
     *
     * @param args further prompts (20), a checkpoint or size of one (VIT_B)
     * @throws IOException if the weights cannot be written
     */
    public static void main(String[] args) throws IOException {
        int prompts = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        String checkpoint = args.length > 1 ? args[1] : "VIT_B";
        Optional<RandomSam.Size> size = RandomSam.size(checkpoint);
        if (size.isEmpty()) {
            run(Path.of(checkpoint), prompts);
            return;
        }
        try (RandomCheckpoint random = RandomCheckpoint.of(size.get())) {
            run(random.file(), prompts);
        }
    }

    private static void run(Path checkpoint, int prompts) {
        Image image = SamBenchmark.waves();
        try (SamSegmenter sam = SamSegmenter.builder(ModelSource.of(checkpoint))
                .threads(THREADS)
                .build()) {
            sam.embed(image).masks(Prompt.inside(640, 360));
            long start = System.nanoTime();
            SamImage embedded = sam.embed(image);
            embedded.masks(Prompt.inside(640, 360));
            double first = (System.nanoTime() - start) / 1e6;
            double[] further = new double[prompts];
            for (int i = 0; i < prompts; i++) {
                start = System.nanoTime();
                embedded.masks(Prompt.inside(100 + i, 100));
                further[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(further);
            System.out.printf(
                    Locale.ROOT,
                    "first %.0f ms, second %.1f ms, %.0f times as fast%n",
                    first,
                    further[prompts / 2],
                    first / further[prompts / 2]);
        }
    }
}
