package org.samdeblur.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.api.text.Reason;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.OnnxFiles;

/**
 * A training's folder, apart from its checkpoints. The recipe is written last: in a folder without one, the start of a
 * training was interrupted, and a training can be started there again.
 *
 * @param path the folder
 */
record TrainingFolder(Path path) {
    private static final String RECIPE = "recipe.json";
    private static final String NETWORK = "network.onnx";
    private static final long LONGEST_NOTE = 1 << 20;

    /**
     * Fails unless the folder does not exist, is empty, or contains only what an interrupted start of this training
     * left. Files of the user are never overwritten.
     */
    void requireFree(Map<String, String> notes) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            if (!names.isEmpty() && !isInterruptedStart(names, notes)) {
                throw new SamDeblurException(
                        path + " is not empty; choose another folder, or resume the training in it");
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private boolean isInterruptedStart(List<String> names, Map<String, String> notes) throws IOException {
        Set<String> begun = Set.of(NETWORK, TrainingLock.NAME, Checkpoints.nameOf(0));
        boolean isOurs =
                names.stream().allMatch(name -> begun.contains(name) || notes.containsKey(name) || isPart(name));
        boolean isMarked = names.contains(TrainingLock.NAME) || names.stream().anyMatch(TrainingFolder::isPart);
        return isOurs && (isMarked || hasSame(notes));
    }

    private static boolean isPart(String name) {
        return name.startsWith(".samdeblur-") && name.endsWith(".part");
    }

    private boolean hasSame(Map<String, String> notes) throws IOException {
        for (Map.Entry<String, String> note : notes.entrySet()) {
            Path file = path.resolve(note.getKey());
            if (!Files.isRegularFile(file)
                    || Files.size(file) > LONGEST_NOTE
                    || !lines(Files.readString(file)).equals(lines(note.getValue()))) {
                return false;
            }
        }
        return !notes.isEmpty();
    }

    /** Returns the lines without comments, since these contain the time of writing. */
    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).sorted().toList();
    }

    /** Writes the notes, the initial network and, last, the recipe. */
    void write(Map<String, String> notes, TrainableNetwork network, TrainingRecipe recipe) {
        try {
            for (Map.Entry<String, String> note : notes.entrySet()) {
                byte[] text = note.getValue().getBytes(StandardCharsets.UTF_8);
                WholeFile.writeStream(path.resolve(note.getKey()), out -> out.write(text));
            }
            network.network().ifPresent(before -> OnnxFiles.write(before.graph(), path.resolve(NETWORK)));
            JsonFile.write(path.resolve(RECIPE), RecipeFile.write(recipe));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Creates the folder if it does not exist, and locks it. */
    TrainingLock lockNew() {
        try {
            Files.createDirectories(path);
            return TrainingLock.take(path);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private SamDeblurException unwritable(IOException e) {
        return new SamDeblurException("cannot start a training in " + path + ": " + Reason.of(e), e);
    }

    /** Locks the folder of a training that has been started. */
    TrainingLock lock() {
        if (!Files.isRegularFile(path.resolve(RECIPE))) {
            throw new SamDeblurException(path + " holds no training to resume: " + RECIPE + " does not exist"
                    + (TrainingLock.wasIn(path) ? "; its start was interrupted, start it again" : ""));
        }
        try {
            return TrainingLock.take(path);
        } catch (IOException e) {
            throw new SamDeblurException("cannot resume the training in " + path + ": " + Reason.of(e), e);
        }
    }

    TrainingRecipe recipe() {
        return RecipeFile.read(JsonFile.read(path.resolve(RECIPE)));
    }

    /** Returns the network before the training. */
    DeblurNetwork network() {
        Path file = path.resolve(NETWORK);
        if (!Files.isRegularFile(file)) {
            throw new SamDeblurException(path + " contains no " + NETWORK + "; to resume the training of a DJL block,"
                    + " pass the block to Trainer.resume");
        }
        return DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);
    }
}
