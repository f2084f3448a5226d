package org.samdeblur.examples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.Progress;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.map.segment.GraphSegmenter;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.nafnet.NafNetDesign;
import org.samdeblur.training.Trainer;
import org.samdeblur.training.TrainingData;
import org.samdeblur.training.TrainingListener;
import org.samdeblur.training.TrainingRecipe;
import org.samdeblur.training.ValidationData;
import org.samdeblur.training.ValidationFigures;
import org.samdeblur.training.data.Batches;
import org.samdeblur.training.data.MissingMasks;
import org.samdeblur.training.data.Scales;
import org.samdeblur.training.data.SharpSamples;
import org.samdeblur.training.log.TrainingLog;

/**
 * Whether memory stays flat in training: trains a SegNAFNet of width 8 as {@code samdeblur train} does, on sharp images that are
 * blurred on purpose, with masks of the graph-based segmenter, and prints the resident memory ten times, each time after a
 * validation on the whole images and a checkpoint.
 *
 * <p>Usage: {@code TrainingSoak IMAGES [STEPS [BATCH [PATCH]]]}; needs Linux, whose count of resident memory it reads.
 */
public final class TrainingSoak {
    private static final int REPORTS = 10;
    private static final double LONGEST_BLUR = 22;

    private TrainingSoak() {}

    /**
     * Runs the program.
     *
     * @param args the folder of sharp images, the number of steps (500), patches of a step (2), their height and width (64)
     * @throws IOException if there is no room for temporary files
     */
    public static void main(String[] args) throws IOException {
        int steps = args.length > 1 ? Integer.parseInt(args[1]) : 500;
        int batch = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        int patch = args.length > 3 ? Integer.parseInt(args[3]) : 64;
        TrainingRecipe recipe = new TrainingRecipe()
                .withSteps(steps)
                .withBatch(batch, patch)
                .withIntervals(steps / REPORTS, steps / REPORTS);
        Path folder = Files.createTempDirectory("training-soak");
        try {
            train(samples(Path.of(args[0]), folder.resolve("masks")), recipe, folder.resolve("run"));
        } finally {
            delete(folder);
        }
    }

    private static SharpSamples samples(Path images, Path masks) {
        new MissingMasks(UnaryOperator.identity(), new GraphSegmenter(), Grouping.OVERLAY)
                .complete(images, masks, Progress.NONE);
        return SharpSamples.in(images, masks, BlurSettings.everyDegreeUpTo(LONGEST_BLUR), Scales.NONE);
    }

    private static void train(SharpSamples samples, TrainingRecipe recipe, Path folder) {
        NafNetDesign design = new NafNetDesign(8, List.of(1, 1, 1, 4), 1, List.of(1, 1, 1, 1));
        try (Trainer trainer = Trainer.start(
                        folder,
                        DeblurNetworks.untrained(design, new MaskAveragePooling(MapEncoder.random(2, 1)), 1),
                        recipe,
                        BackendOptions.DEFAULT);
                TrainingLog log = TrainingLog.open(folder, 0)) {
            System.out.println("steps   resident MB   ms a step");
            trainer.train(
                    TrainingData.of(new Batches(samples, recipe.batch(), recipe.patch(), recipe.seed())),
                    ValidationData.of(samples, recipe.seed()),
                    new Report(log));
        }
    }

    /** Prints a line at each checkpoint. */
    private static final class Report implements TrainingListener {
        private final TrainingLog log;
        private double milliseconds;
        private long reported;

        Report(TrainingLog log) {
            this.log = log;
        }

        @Override
        public boolean stepped(Step step) {
            milliseconds += step.milliseconds();
            return log.stepped(step);
        }

        @Override
        public void validated(long step, ValidationFigures figures) {
            log.validated(step, figures);
        }

        @Override
        public void saved(long step, Path folder) {
            log.saved(step, folder);
            double mean = milliseconds / (step - reported);
            System.out.println(String.format(Locale.ROOT, "%5d%14d%12.0f", step, resident(), mean));
            milliseconds = 0;
            reported = step;
        }

        private static long resident() {
            try {
                return ProcessMemory.resident();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
