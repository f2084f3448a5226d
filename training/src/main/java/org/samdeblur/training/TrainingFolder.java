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
 * What a training's folder holds besides its checkpoints. The recipe is written last: a folder without one is a training that
 * was ended before it began, and may be begun in again.
 *
 * @param path the folder
 */
record TrainingFolder(Path path) {
    private static final String RECIPE = "recipe.json";
    private static final String NETWORK = "network.onnx";
    private static final long LONGEST_NOTE = 1 << 20;

    /**
     * Fails unless a training can be begun here: where nothing is, or what a process has left that was killed while it began
     * this training. A user's own files are left alone.
     */
    void requireRoom(Map<String, String> notes) {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            if (!names.isEmpty() && !isLeft(names, notes)) {
                throw new SamDeblurException(path + " is not empty; name another folder, or resume the training in it");
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private boolean isLeft(List<String> names, Map<String, String> notes) throws IOException {
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

    /** Leaves out comments, which say when a file was written. */
    private static List<String> lines(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).sorted().toList();
    }

    /** Writes what a training is known by, the recipe last. */
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

    /** Makes the folder if it is not there, and takes it. */
    TrainingLock takeNew() {
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

    /** Takes the folder of a training that has begun. */
    TrainingLock take() {
        if (!Files.isRegularFile(path.resolve(RECIPE))) {
            throw new SamDeblurException(path + " holds no training to resume: " + RECIPE + " does not exist"
                    + (TrainingLock.wasIn(path) ? ", so it was ended before it began; begin it again" : ""));
        }
        try {
            return TrainingLock.take(path);
        } catch (IOException e) {
            throw new SamDeblurException("cannot go on with the training in " + path + ": " + Reason.of(e), e);
        }
    }

    TrainingRecipe recipe() {
        return RecipeFile.read(JsonFile.read(path.resolve(RECIPE)));
    }

    /** The network before the training. */
    DeblurNetwork network() {
        Path file = path.resolve(NETWORK);
        if (!Files.isRegularFile(file)) {
            throw new SamDeblurException(path + " holds no " + NETWORK + ": a training of a block of DJL's goes on by"
                    + " Trainer.resume with the block, any other needs the file");
        }
        return DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);
    }
}
