package org.samdeblur.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.samdeblur.api.SamDeblurException;
import picocli.CommandLine.ParseResult;

/**
 * The folder of a training.
 *
 * @param path the folder
 */
record TrainingFolder(Path path) {
    private static final String SETTINGS = "train.properties";

    /** Keeps the options that data and masks follow from. */
    void keep(ParseResult commandLine) {
        new SettingsFile(path.resolve(SETTINGS)).write(commandLine, List.of("output", "verbose"));
    }

    /** Returns the options that the training was begun with. */
    SettingsFile settings() {
        if (!Files.isRegularFile(path.resolve(SETTINGS))) {
            throw new SamDeblurException(path + " holds no training: " + SETTINGS + " is not there");
        }
        return new SettingsFile(path.resolve(SETTINGS));
    }

    /** Where masks are kept that were found for this training. */
    Path masks() {
        return path.resolve("masks");
    }

    Path result() {
        return path.resolve("result");
    }
}
