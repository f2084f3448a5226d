package org.samdeblur.backend.tensorflow.savedmodel;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.engine.OneLine;

/**
 * The folder of a SavedModel. What it says of its network to us is in a file that TensorFlow leaves alone, {@code
 * assets.extra/samdeblur.properties}: the properties are those of an {@code .onnx} file's metadata, and {@code samdeblur.range}.
 *
 * @param path where it is
 */
public record ModelFolder(Path path) {
    private static final String GRAPH = "saved_model.pb";
    private static final String PROPERTIES = "assets.extra/samdeblur.properties";

    /**
     * Returns the file of the graph, which makes a folder a SavedModel.
     *
     * @return the file, which need not be there
     */
    public Path graph() {
        return path.resolve(GRAPH);
    }

    String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /** Reads the properties; there are none without the file. */
    Map<String, String> properties() {
        Path file = path.resolve(PROPERTIES);
        if (!Files.exists(file)) {
            return Map.of();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw refusal("its " + PROPERTIES + " cannot be read: " + e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /**
     * Writes the properties.
     *
     * @param properties the properties
     * @throws IOException if the file cannot be written
     */
    public void describe(Map<String, String> properties) throws IOException {
        Path file = path.resolve(PROPERTIES);
        Files.createDirectories(file.getParent());
        StringWriter text = new StringWriter();
        for (Map.Entry<String, String> property : new TreeMap<>(properties).entrySet()) {
            Properties one = new Properties();
            one.setProperty(property.getKey(), property.getValue());
            one.store(text, null);
        }
        // the format's writer adds the time in a comment; the same network shall make the same file
        Files.write(
                file,
                text.toString().lines().filter(line -> !line.startsWith("#")).toList());
    }

    /** Says on one line what is wrong with the folder. */
    InvalidModelException refusal(String what) {
        return new InvalidModelException(path + ": " + OneLine.of(what));
    }
}
