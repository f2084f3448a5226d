package org.samdeblur.training;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.api.text.Printable;
import org.samdeblur.networks.json.JsonSettings;

/** A small JSON file with named numbers. */
record JsonFile(Path path, Map<String, Object> entries) {
    private static final int LONGEST = 40;

    static JsonFile read(Path path) {
        try {
            return new JsonFile(path, JsonSettings.read(path));
        } catch (IOException e) {
            throw new SamDeblurException(path + " cannot be read: it " + e.getMessage(), e);
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
        throw refusal("'" + name + "' is " + shortened(number) + ", not a whole number of 64 bits");
    }

    int small(String name) {
        long number = whole(name);
        if (number != (int) number) {
            throw refusal("'" + name + "' is " + number + ", not a whole number of 32 bits");
        }
        return (int) number;
    }

    double decimal(String name) {
        return number(name).doubleValue();
    }

    /** Returns an object whose values are numbers. */
    Map<String, Double> decimals(String name) {
        if (!(entries.get(name) instanceof Map<?, ?> given)) {
            throw refusal(
                    "'" + name + "' is " + shortened(String.valueOf(entries.get(name))) + ", not numbers by name");
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            if (!(value instanceof Number number)) {
                throw refusal("'" + name + "' has " + shortened(value) + ", not a number");
            }
            numbers.put(String.valueOf(key), number.doubleValue());
        });
        return numbers;
    }

    private Number number(String name) {
        if (!entries.containsKey(name)) {
            throw refusal("'" + name + "' is missing");
        }
        if (entries.get(name) instanceof Number number) {
            return number;
        }
        throw refusal("'" + name + "' is " + shortened(entries.get(name)) + ", not a number");
    }

    /** Fails if there are other names than these: a misspelt name would otherwise be ignored. */
    void requireOnly(Set<String> names) {
        entries.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw refusal("'" + shortened(name) + "' is unknown; known names are "
                            + String.join(", ", new TreeSet<>(names)));
                });
    }

    SamDeblurException refusal(String what) {
        return new SamDeblurException(path + ": " + what);
    }

    private static String shortened(Object value) {
        String text = Printable.line(String.valueOf(value));
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
