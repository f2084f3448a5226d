package org.samdeblur.training;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.networks.json.JsonSettings;

/** A small file of named numbers. */
record JsonFile(Path path, Map<String, Object> entries) {
    static JsonFile read(Path path) {
        try {
            return new JsonFile(path, JsonSettings.read(path));
        } catch (IOException e) {
            throw new SamDeblurException(path + " cannot be read as a training's state: it " + e.getMessage(), e);
        }
    }

    static void write(Path path, Map<String, Object> entries) throws IOException {
        byte[] text = JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asBytes(entries);
        WholeFile.writeStream(path, out -> out.write(text));
    }

    long whole(String name) {
        Number number = number(name);
        if (number instanceof Integer || number instanceof Long) {
            return number.longValue();
        }
        throw new SamDeblurException(path + ": '" + name + "' is " + number + ", not a whole number of 64 bits");
    }

    double decimal(String name) {
        return number(name).doubleValue();
    }

    private Number number(String name) {
        if (entries.get(name) instanceof Number number) {
            return number;
        }
        throw new SamDeblurException(path + ": '" + name + "' is " + entries.get(name) + ", not a number");
    }
}
