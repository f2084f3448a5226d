package org.samdeblur.cli.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;
import picocli.CommandLine.ParseResult;

/**
 * The folder of a training.
 *
 * @param path the folder
 */
record TrainingFolder(Path path) {
    private static final String SETTINGS = "train.properties";
    private static final String RECIPE = "recipe.json";

    /** Returns the file, by its name, of the options that data and masks follow from. */
    Map<String, String> notes(ParseResult commandLine) {
        return Map.of(SETTINGS, SettingsFile.text(commandLine, List.of("output", "resume", "verbose")));
    }

    /** Returns whether a training has begun here, and was not ended while its folder was filled. */
    boolean hasBegun() {
        return Files.exists(path.resolve(RECIPE));
    }

    /** Returns the options that the training was begun with. */
    SettingsFile settings() {
        if (!Files.isRegularFile(path.resolve(SETTINGS))) {
            throw new SamDeblurException(path + " holds no training: " + SETTINGS + " does not exist");
        }
        return new SettingsFile(path.resolve(SETTINGS));
    }

    /**
     * Removes what a training has left that took no step. Where masks have been found, which takes long, all of it stays, to be gone
     * on with. For a folder that was empty before.
     */
    void clearUnlessThereAreMasks() {
        if (Files.exists(masks())) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // why the training failed matters more than what is left of it
            return;
        }
    }

    /** Where masks are kept that were found for this training. */
    Path masks() {
        return path.resolve("masks");
    }

    Path result() {
        return path.resolve("result");
    }
}
