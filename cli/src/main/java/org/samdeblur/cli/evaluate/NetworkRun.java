package org.samdeblur.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.cli.files.Existing;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.evaluation.data.ImagePair;
import org.samdeblur.evaluation.data.PairedImages;

/** Makes the outputs of one network after the other, those that are not there yet. */
final class NetworkRun {
    private final Function<Method.Network, SamDeblur> opener;
    private final EvaluationMasks masks;
    private final Existing existing;
    private final ProgressDisplay display;
    private final Problems problems;

    /**
     * Prepares the run; nothing is loaded yet.
     *
     * @param opener loads a network
     * @param masks has the masks of inputs
     * @param existing what becomes of outputs that are there already
     * @param display shows how far it has come
     * @param problems hears of what fails
     */
    NetworkRun(
            Function<Method.Network, SamDeblur> opener,
            EvaluationMasks masks,
            Existing existing,
            ProgressDisplay display,
            Problems problems) {
        this.opener = opener;
        this.masks = masks;
        this.existing = existing;
        this.display = display;
        this.problems = problems;
    }

    /**
     * An input without an output.
     *
     * @param dataSet its data set
     * @param pair the pair it belongs to
     * @param title what is shown while it is worked on
     */
    private record Task(PairedImages dataSet, ImagePair pair, String title) {}

    void run(Method.Network method, List<PairedImages> dataSets) {
        Optional<SamDeblur> network = Optional.empty();
        try {
            for (Task task : tasks(method, dataSets)) {
                Optional<Image> input = read(task);
                if (input.isPresent()) {
                    network = network.or(() -> Optional.of(opener.apply(method)));
                    restore(network.get(), method, task, input.get());
                }
            }
        } finally {
            display.clear();
            network.ifPresent(SamDeblur::close);
        }
    }

    private List<Task> tasks(Method.Network method, List<PairedImages> dataSets) {
        List<Task> tasks = new ArrayList<>();
        for (PairedImages dataSet : dataSets) {
            List<ImagePair> pairs = dataSet.pairs();
            for (int i = 0; i < pairs.size(); i++) {
                ImagePair pair = pairs.get(i);
                if (problems.isGood(pair) && !isDone(method.output(dataSet, pair.name()))) {
                    tasks.add(new Task(dataSet, pair, method.name() + " " + (i + 1) + "/" + pairs.size()));
                }
            }
        }
        return tasks;
    }

    private boolean isDone(Path output) {
        return existing.keeps(output);
    }

    /** Reads the target too, so that a pair that is none costs no run of a network. */
    private Optional<Image> read(Task task) {
        try {
            return Optional.of(task.pair().read().input());
        } catch (RuntimeException | OutOfMemoryError e) {
            problems.tell(task.dataSet(), task.pair(), e);
            return Optional.empty();
        }
    }

    private void restore(SamDeblur network, Method.Network method, Task task, Image input) {
        try {
            Path file = method.output(task.dataSet(), task.pair().name());
            Image output = restored(network, task, input, display.of(task.title()));
            OutputFolder.createFor(file);
            output.write(file);
        } catch (RuntimeException | OutOfMemoryError e) {
            problems.tell(task.dataSet(), task.pair(), method, e);
        }
    }

    private Image restored(SamDeblur network, Task task, Image input, Progress progress) {
        if (network.model().inputChannels() == Image.COLOUR_CHANNELS) {
            return network.deblur(input, progress).image();
        }
        MaskSet found = masks.of(task.dataSet().name(), task.pair(), input, progress);
        return network.deblur(input, found, progress).image();
    }
}
