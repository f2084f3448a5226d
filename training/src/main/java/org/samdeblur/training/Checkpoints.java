package org.samdeblur.training;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.Leftovers;
import org.samdeblur.api.files.WholeFolder;
import org.samdeblur.api.text.Reason;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;

/**
 * The checkpoints of a training. Each is a folder with the weights, their average if there is one, the optimizer's
 * moments and the number of steps. It appears only when it is complete. The newest two are kept.
 */
final class Checkpoints {
    private static final Logger LOGGER = System.getLogger(Checkpoints.class.getPackageName());
    private static final String PREFIX = "checkpoint-";
    private static final Predicate<String> WRITTEN =
            Pattern.compile(PREFIX + "\\d{9}").asMatchPredicate();
    private static final String WEIGHTS = "weights.safetensors";
    private static final String MOMENTS = "optimizer.safetensors";
    private static final String AVERAGE = "average.safetensors";
    private static final String STATE = "state.json";
    private static final int KEPT = 2;

    private final Path folder;

    Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** A complete checkpoint. */
    record Saved(Path folder) {
        /**
         * Reads the number of steps taken.
         *
         * @param steps the number of steps of the whole training
         * @throws SamDeblurException if more steps were taken than that, or not as many as the folder's name says
         */
        long step(long steps) {
            JsonFile file = JsonFile.read(folder.resolve(STATE));
            file.requireOnly(Set.of("step"));
            long step = file.whole("step");
            if (step < 0
                    || step > steps
                    || !nameOf(step).equals(folder.getFileName().toString())) {
                throw file.refusal("'step' is " + step + ", which is not that of " + folder.getFileName()
                        + " in a training of " + steps + " steps");
            }
            return step;
        }

        Checkpoint weights() {
            return Checkpoint.open(folder.resolve(WEIGHTS));
        }

        Checkpoint average() {
            return Checkpoint.open(folder.resolve(AVERAGE));
        }

        Checkpoint moments() {
            return Checkpoint.open(folder.resolve(MOMENTS));
        }
    }

    /** Returns the folder name of the checkpoint after a number of steps. */
    static String nameOf(long step) {
        return String.format(Locale.ROOT, "%s%09d", PREFIX, step);
    }

    Optional<Saved> newest() {
        List<Path> all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(new Saved(all.get(all.size() - 1)));
    }

    /**
     * Returns all complete checkpoints, oldest first. Files and folders with other names are the user's and left alone.
     */
    private List<Path> all() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isDirectory)
                    .filter(file -> WRITTEN.test(file.getFileName().toString()))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new SamDeblurException("cannot list the checkpoints in " + folder + ": " + Reason.of(e), e);
        }
    }

    Path save(long number, TrainableNetwork network, TrainingStep step) {
        Path target = folder.resolve(nameOf(number));
        try {
            WholeFolder.write(target, state -> {
                network.writeWeights(state.resolve(WEIGHTS));
                if (step.hasAverage()) {
                    step.averaged(() -> network.writeWeights(state.resolve(AVERAGE)));
                }
                Safetensors.write(
                        state.resolve(MOMENTS), constants(step.optimizer().moments()));
                JsonFile.write(state.resolve(STATE), Map.of("step", number));
            });
            dropOld();
            return target;
        } catch (IOException | UncheckedIOException e) {
            throw new SamDeblurException("cannot save the checkpoint " + target + ": " + Reason.of(e), e);
        }
    }

    private static Map<String, Constant> constants(Map<String, NDArray> arrays) {
        Map<String, Constant> constants = new LinkedHashMap<>();
        arrays.forEach((name, array) -> constants.put(name, TrainableNetwork.constant(array)));
        return constants;
    }

    private void dropOld() {
        List<Path> all = all();
        for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
            drop(old);
        }
    }

    /** Removes checkpoints that were incomplete when the process ended. */
    void dropUnfinished() {
        Leftovers.removeFrom(folder);
    }

    private static void drop(Path state) {
        try {
            for (String file : List.of(STATE, MOMENTS, AVERAGE, WEIGHTS)) {
                Files.deleteIfExists(state.resolve(file));
            }
            Files.deleteIfExists(state);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "an old checkpoint cannot be removed: " + state, e);
        }
    }
}
