package org.samdeblur.cli.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.Json;
import org.samdeblur.cli.files.Existing;
import org.samdeblur.networks.json.JsonSettings;

/**
 * What outputs in a folder were made with, so that a later run does not take them for its own when it is set otherwise.
 *
 * @param settings what matters, by name
 */
record KeptSettings(Map<String, String> settings) {
    /** No image has a name that begins with a dot, so that none has its masks there. */
    private static final String FILE = ".settings.json";

    KeptSettings {
        settings = new TreeMap<>(settings);
    }

    /**
     * Finds the outputs to be made as these settings make them, or says that they will be.
     *
     * @param folder the folder of the outputs
     * @param existing what becomes of outputs that are there already
     */
    void claim(Path folder, Existing existing) {
        Path file = folder.resolve(FILE);
        try {
            if (existing == Existing.KEEP && Files.exists(file)) {
                requireEqual(folder, kept(file));
            }
            Files.createDirectories(folder);
            WholeFile.writeStream(file, out -> out.write(Json.of(settings).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new SamDeblurException("cannot use " + file + ": " + Errors.describe(e), e);
        }
    }

    private static Map<String, Object> kept(Path file) {
        try {
            return JsonSettings.read(file);
        } catch (IOException e) {
            throw new SamDeblurException(
                    file + " " + e.getMessage() + "; remove it, or give another --output, or --overwrite", e);
        }
    }

    private void requireEqual(Path folder, Map<String, Object> kept) {
        TreeSet<String> names = new TreeSet<>(settings.keySet());
        names.addAll(kept.keySet());
        for (String name : names) {
            String before = String.valueOf(kept.getOrDefault(name, "not given"));
            String now = settings.getOrDefault(name, "not given");
            if (!before.equals(now)) {
                throw new SamDeblurException("what is in " + folder + " was made with other settings: " + name + " was "
                        + before + " and is " + now + "; give another --output, or --overwrite");
            }
        }
    }
}
