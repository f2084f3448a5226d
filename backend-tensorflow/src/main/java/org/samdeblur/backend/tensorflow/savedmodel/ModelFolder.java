package org.samdeblur.backend.tensorflow.savedmodel;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.networks.engine.OneLine;
import org.samdeblur.networks.format.StandardFormat;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * The folder of a SavedModel. This library describes the network in the file {@code assets.extra/samdeblur.properties},
 * which TensorFlow ignores, with the same properties as in the metadata of {@code .onnx} files.
 *
 * @param path the folder's path
 */
public record ModelFolder(Path path) {
    private static final String GRAPH = StandardFormat.SAVED_MODEL_GRAPH;
    private static final String INDEX = "variables/variables.index";
    private static final String PROPERTIES = "assets.extra/samdeblur.properties";

    /** The files and folders that TensorFlow and Keras write. */
    private static final Set<String> PARTS =
            Set.of(GRAPH, "variables", "assets", "assets.extra", "debug", "fingerprint.pb", "keras_metadata.pb");

    /** The operations that hold weights. */
    static final Set<String> VARIABLES = Set.of("VarHandleOp", "VariableV2", "Variable");

    /**
     * Returns the file of the graph, by which a SavedModel is recognised.
     *
     * @return the file, which may not exist
     */
    public Path graph() {
        return path.resolve(GRAPH);
    }

    /**
     * Returns whether the folder is a SavedModel and contains nothing else.
     *
     * @return false for any other folder, and if it does not exist
     * @throws org.samdeblur.api.SamDeblurException if the folder cannot be read
     */
    public boolean isNothingElse() {
        if (!Files.isRegularFile(graph())) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.allMatch(entry -> PARTS.contains(entry.getFileName().toString()));
        } catch (IOException e) {
            throw new SamDeblurException("cannot read the folder " + path + ": " + e.getMessage(), e);
        }
    }

    String name() {
        return path.toAbsolutePath().normalize().getFileName().toString();
    }

    /**
     * Checks for errors with which TensorFlow would crash the process.
     *
     * @throws InvalidModelException if the file of the graph is damaged, or weights are missing
     */
    void requireSoundGraphs() {
        SavedModel model;
        try (InputStream file = Files.newInputStream(graph())) {
            model = SavedModel.parseFrom(file);
        } catch (IOException e) {
            throw refusal("its " + GRAPH + " cannot be read, or is damaged: " + e.getMessage());
        }
        for (MetaGraphDef part : model.getMetaGraphsList()) {
            GraphSoundness.problem(part.getGraphDef()).ifPresent(problem -> {
                throw refusal("its " + GRAPH + " is damaged: " + problem);
            });
            requireWeights(part);
        }
    }

    /** Checks that weights exist. Without them, TensorFlow would load the network, and fail when it runs. */
    private void requireWeights(MetaGraphDef part) {
        boolean restores = !part.getSaverDef().getRestoreOpName().isEmpty()
                && part.getGraphDef().getNodeList().stream().anyMatch(node -> VARIABLES.contains(node.getOp()));
        if (restores && !Files.isRegularFile(path.resolve(INDEX))) {
            throw refusal("its weights are missing: there is no " + INDEX);
        }
    }

    /** Reads the properties; empty if there is no file of them. */
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
        // Properties.store adds the time in a comment; it is removed, so that the same network gives the same file
        Files.write(
                file,
                text.toString().lines().filter(line -> !line.startsWith("#")).toList());
    }

    /** Creates an exception about the folder, with a message of one line. */
    InvalidModelException refusal(String what) {
        return new InvalidModelException(path + ": " + OneLine.of(what));
    }
}
