package org.samdeblur.cli.train;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.MisuseException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A file of options: its line {@code key = value} stands for {@code --key=value}. */
record SettingsFile(Path path) {
    /** Returns a command's options, and those of the file's that were not given in it. */
    List<String> completing(ParseResult given) {
        Map<String, String> settings = read();
        settings.putAll(settingsOf(given));
        List<String> options = new ArrayList<>();
        settings.forEach((key, value) -> options.add("--" + key + "=" + value));
        return options;
    }

    private Map<String, String> read() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(withoutMark(Files.readString(path))));
        } catch (IOException | IllegalArgumentException e) {
            throw new MisuseException("cannot read the settings in " + path + ": " + Errors.describe(e));
        }
        Map<String, String> settings = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            settings.put(key, properties.getProperty(key).strip());
        }
        return settings;
    }

    /** Leaves out what some editors begin a text in UTF-8 with. */
    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Returns a command's options in the form of such a file, except those of some names. */
    static String text(ParseResult given, List<String> without) {
        Properties properties = new Properties();
        properties.putAll(settingsOf(given));
        without.forEach(properties::remove);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settingsOf(ParseResult given) {
        Map<String, String> settings = new TreeMap<>();
        for (OptionSpec option : given.matchedOptions()) {
            settings.put(option.longestName().substring(2), String.join(",", option.originalStringValues()));
        }
        return settings;
    }
}
