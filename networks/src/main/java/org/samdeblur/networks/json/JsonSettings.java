package org.samdeblur.networks.json;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Reads small files of settings in JSON: one object with settings by name. May be used by many threads. */
public final class JsonSettings {
    private static final JSON STRICT = JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);

    /** Files of settings have some kilobytes. */
    private static final long MOST_BYTES = 1 << 24;

    private JsonSettings() {}

    /**
     * Reads a file.
     *
     * @param file the file
     * @return its settings by name: numbers as {@code Integer}, {@code Long}, {@code BigInteger} or {@code Double}, lists, maps,
     *     texts, booleans, null
     * @throws IOException if the file is missing, too large, or is not one JSON object with names that are unique; its message
     *     says in plain words what the file is or has, such as "is empty", and does not name the file
     */
    public static Map<String, Object> read(Path file) throws IOException {
        byte[] text;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("is larger than " + MOST_BYTES + " bytes, too large for settings");
            }
            text = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("does not exist", e);
        }
        if (text.length == 0) {
            throw new IOException("is empty");
        }
        Map<String, Object> settings;
        try {
            settings = STRICT.mapFrom(text);
        } catch (StreamConstraintsException e) {
            throw new IOException("is nested too deep, or has a name or number that is too long", e);
        } catch (IOException e) {
            throw new IOException("is not a JSON object", e);
        }
        if (settings == null) {
            throw new IOException("is not a JSON object but null");
        }
        return settings;
    }
}
