package org.samdeblur.examples.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.samdeblur.api.SamDeblurException;
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
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new MisuseException("cannot read the settings in " + path + ": " + Errors.describe(e));
        }
        Map<String, String> settings = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            settings.put(key, properties.getProperty(key).strip());
        }
        return settings;
    }

    /** Writes a command's options as this reads them, but for those of some names. */
    void write(ParseResult given, List<String> without) {
        Properties properties = new Properties();
        properties.putAll(settingsOf(given));
        without.forEach(properties::remove);
        try (Writer writer = Files.newBufferedWriter(path)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + path + ": " + Errors.describe(e), e);
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
