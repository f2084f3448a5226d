package org.samdeblur.networks.tfjs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.architecture.Refusal;

/**
 * A graph model of TensorFlow.js: its weights, and the nodes that use them. What else nodes say is passed over. Weights lie one after
 * another in shards, 32-bit floats and integers.
 */
public final class GraphModel {
    private static final int MOST_NODES = 1_000_000;
    private static final int MOST_WEIGHTS = 100_000;
    private static final int MOST_SHARDS = 10_000;
    private static final int MOST_AXES = 8;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Weight> weights = new LinkedHashMap<>();

    private GraphModel() {}

    /**
     * A node.
     *
     * @param name its name, a path with slashes
     * @param operator what it computes, such as {@code Conv2D}
     * @param inputs the names of the nodes it reads
     */
    public record Node(String name, String operator, List<String> inputs) {}

    /**
     * A weight.
     *
     * @param name the name of the node that gives it
     * @param shape the sizes of its axes
     * @param isFloat whether it is of 32-bit floats
     * @param bytes its values, row-major, little-endian
     */
    public record Weight(String name, List<Integer> shape, boolean isFloat, ByteBuffer bytes) {}

    /** A group of shards, and what lies in it. */
    private record Group(List<String> paths, List<Declared> weights) {}

    private record Declared(String name, List<Integer> shape, String type, boolean isQuantized) {
        long bytes() throws IOException {
            long elements = 1;
            for (int axis : shape) {
                elements = Math.multiplyExact(elements, (long) axis);
                if (elements > Integer.MAX_VALUE / Float.BYTES) {
                    throw new IOException("has a weight of shape " + shape + ", too large");
                }
            }
            return elements * (type.equals("bool") ? 1 : Float.BYTES);
        }
    }

    /**
     * Tells by its name whether a file or folder is such a model: a package of npm, a folder with {@code model.json}, itself or under
     * {@code models} or {@code package/models}, or a file of that name.
     *
     * @param path a file or folder
     * @return whether {@link #open} is what should be tried
     */
    public static boolean isLike(Path path) {
        return ModelFiles.isLike(path);
    }

    /**
     * Tells by its name whether a file is one of those that hold a model's weights, such as {@code group1-shard1of22.bin}.
     *
     * @param path a file
     * @return whether it is a part of a model
     */
    public static boolean isShard(Path path) {
        return String.valueOf(path.getFileName()).matches("group\\d+-shard\\d+of\\d+(\\.bin)?");
    }

    /**
     * Reads a model.
     *
     * @param path a package of npm ({@code .tgz}), its unpacked folder, or {@code model.json} beside its shards
     * @return the model
     * @throws InvalidModelException if it is missing, damaged, of another kind, or its weights are quantized
     */
    public static GraphModel open(Path path) {
        if (!Files.exists(path)) {
            throw new InvalidModelException(path + ": no such file");
        }
        try {
            ModelFiles files = ModelFiles.open(path);
            ByteBuffer json = files.read(ModelFiles.MODEL).orElseThrow(() -> new IOException("has no model.json"));
            GraphModel model = new GraphModel();
            for (Group group : model.read(json)) {
                model.addWeights(files, group);
            }
            return model;
        } catch (JsonProcessingException e) {
            throw Refusal.of(path, "its model.json is damaged or not JSON: " + e.getOriginalMessage());
        } catch (IOException | ArithmeticException e) {
            throw Refusal.of(path, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns the nodes.
     *
     * @return the nodes in the file's order
     */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /**
     * Returns the weights.
     *
     * @return the weights by name
     */
    public Map<String, Weight> weights() {
        return Collections.unmodifiableMap(weights);
    }

    private List<Group> read(ByteBuffer json) throws IOException {
        List<Group> groups = new ArrayList<>();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(100).build())
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        boolean isGraph = false;
        try (InputStream in = stream(json);
                JsonParser parser = factory.createParser(in)) {
            require(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "format" -> isGraph = "graph-model".equals(parser.getText());
                    case "modelTopology" -> readTopology(parser);
                    case "weightsManifest" -> readManifest(parser, groups);
                    default -> parser.skipChildren();
                }
            }
        }
        if (!isGraph) {
            throw new IOException("its model.json is not a graph model of TensorFlow.js (\"format\": \"graph-model\")");
        }
        return groups;
    }

    private static InputStream stream(ByteBuffer json) {
        return new InputStream() {
            @Override
            public int read() {
                return json.hasRemaining() ? json.get() & 0xff : -1;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                if (!json.hasRemaining()) {
                    return -1;
                }
                int read = Math.min(length, json.remaining());
                json.get(to, offset, read);
                return read;
            }
        };
    }

    private void readTopology(JsonParser parser) throws IOException {
        require(parser.currentToken(), JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean areNodes = parser.currentName().equals("node");
            parser.nextToken();
            if (!areNodes) {
                parser.skipChildren();
                continue;
            }
            require(parser.currentToken(), JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                nodes.add(readNode(parser));
                requireAtMost(nodes.size(), MOST_NODES, "nodes");
            }
        }
    }

    private static Node readNode(JsonParser parser) throws IOException {
        String name = "";
        String operator = "";
        List<String> inputs = List.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "name" -> name = parser.getText();
                case "op" -> operator = parser.getText();
                case "input" -> inputs = texts(parser, MOST_NODES);
                default -> parser.skipChildren();
            }
        }
        return new Node(name, operator, inputs);
    }

    private static void readManifest(JsonParser parser, List<Group> groups) throws IOException {
        require(parser.currentToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            List<String> paths = List.of();
            List<Declared> weights = new ArrayList<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "paths" -> paths = texts(parser, MOST_SHARDS);
                    case "weights" -> {
                        require(parser.currentToken(), JsonToken.START_ARRAY);
                        while (parser.nextToken() == JsonToken.START_OBJECT) {
                            weights.add(readDeclared(parser));
                            requireAtMost(weights.size(), MOST_WEIGHTS, "weights");
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
            groups.add(new Group(paths, weights));
            requireAtMost(groups.size(), MOST_SHARDS, "groups of weights");
        }
    }

    private static Declared readDeclared(JsonParser parser) throws IOException {
        String name = "";
        String type = "";
        boolean isQuantized = false;
        List<Integer> shape = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "name" -> name = parser.getText();
                case "dtype" -> type = parser.getText();
                case "shape" -> {
                    require(parser.currentToken(), JsonToken.START_ARRAY);
                    while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
                        shape.add(parser.getIntValue());
                        requireAtMost(shape.size(), MOST_AXES, "axes in one weight");
                    }
                }
                default -> {
                    isQuantized |= field.equals("quantization");
                    parser.skipChildren();
                }
            }
        }
        if (shape.stream().anyMatch(axis -> axis < 0)) {
            throw new IOException("is damaged: a weight has the shape " + shape);
        }
        return new Declared(name, List.copyOf(shape), type, isQuantized);
    }

    private static List<String> texts(JsonParser parser, int most) throws IOException {
        require(parser.currentToken(), JsonToken.START_ARRAY);
        List<String> texts = new ArrayList<>(2);
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(parser.getText());
            requireAtMost(texts.size(), most, "entries in one list");
        }
        return List.copyOf(texts);
    }

    private static void require(JsonToken found, JsonToken expected) throws IOException {
        if (found != expected) {
            throw new IOException("its model.json is damaged or cut short");
        }
    }

    private static void requireAtMost(int number, int most, String what) throws IOException {
        if (number > most) {
            throw new IOException("its model.json has more than " + most + " " + what);
        }
    }

    private void addWeights(ModelFiles files, Group group) throws IOException {
        long needed = 0;
        for (Declared weight : group.weights()) {
            requireReadable(weight);
            needed += weight.bytes();
        }
        Shards shards = Shards.read(files, group.paths(), needed);
        for (Declared weight : group.weights()) {
            ByteBuffer own = shards.next((int) weight.bytes());
            boolean isFloat = weight.type().equals("float32");
            weights.put(weight.name(), new Weight(weight.name(), weight.shape(), isFloat, own));
        }
    }

    private static void requireReadable(Declared weight) throws IOException {
        if (weight.isQuantized()) {
            throw new IOException("has quantized weights, which are not read; take the model with 32-bit floats");
        }
        if (!List.of("float32", "int32", "bool").contains(weight.type())) {
            throw new IOException(
                    "has a weight '" + weight.name() + "' of the type '" + weight.type() + "', which is not read");
        }
    }
}
