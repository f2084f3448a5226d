package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.content.FileContent;
import org.samdeblur.networks.graph.Constant;

/** A checkpoint in a file or in memory, in any format. */
final class StoredCheckpoint implements Checkpoint {
    /** The limit bounds the time for searching names. Networks have far fewer weights. */
    static final int MOST_WEIGHTS = 100_000;

    private static final int PICKLE_PROTOCOL_OPCODE = 0x80;

    private final CheckpointFile file;
    private final Map<String, StoredTensor> weights;
    private final Map<String, String> metadata;

    private StoredCheckpoint(CheckpointFile file, Content content) {
        if (content.weights().isEmpty()) {
            throw file.invalid("holds no weights");
        }
        this.file = file;
        this.weights = Collections.unmodifiableMap(content.weights());
        this.metadata = content.metadata();
    }

    /**
     * The content of a file.
     *
     * @param choice the weights that were chosen, if the format may hold several networks
     */
    record Content(Map<String, StoredTensor> weights, Map<String, String> metadata, Optional<StateDict.Choice> choice) {
        /** Returns the dictionaries of weights under keys, the chosen one first. */
        private List<StateDict> places() {
            return choice.stream()
                    .flatMap(found -> Stream.concat(Stream.of(found.chosen()), found.others().stream()))
                    .filter(place -> !place.path().isEmpty())
                    .toList();
        }
    }

    /**
     * Opens a file of any format, or several files by their index.
     *
     * @param wanted the key of the weights, or a prefix of their names; empty for the usual keys
     */
    static Checkpoint open(Path path, Optional<String> wanted) {
        if (ShardedCheckpoint.isIndex(path)) {
            Checkpoint sharded = ShardedCheckpoint.open(path);
            return wanted.map(key -> branch(sharded, List.of(), key)).orElse(sharded);
        }
        CheckpointFile file = CheckpointFile.open(path);
        Content content = contentOf(file, wanted);
        Checkpoint checkpoint = new StoredCheckpoint(file, content);
        boolean found = wanted.isEmpty()
                || content.choice().isPresent()
                        && content.choice().get().chosen().isUnder(wanted.get());
        return found ? checkpoint : branch(checkpoint, content.places(), wanted.get());
    }

    /** Opens a single file of any format, with the weights under the usual keys. */
    static Checkpoint of(Path path) {
        return of(CheckpointFile.open(path));
    }

    /** Opens the content of a file of any format, with the weights under the usual keys. */
    static Checkpoint of(CheckpointFile file) {
        return new StoredCheckpoint(file, contentOf(file, Optional.empty()));
    }

    /** Returns the weights whose names begin with the key. */
    private static Checkpoint branch(Checkpoint checkpoint, List<StateDict> places, String wanted) {
        Checkpoint branch = new NamePrefixes(checkpoint).under(wanted + ".");
        if (branch.names().isEmpty()) {
            throw new InvalidModelException(checkpoint.file() + " holds no weights under "
                    + CheckpointFile.quote(wanted) + "; its weights are "
                    + (places.isEmpty() ? "at the top level" : "under " + StateDict.keys(places)));
        }
        return branch;
    }

    private static Content contentOf(CheckpointFile file, Optional<String> wanted) {
        ByteBuffer start = file.region(0, Math.min(file.size(), 16));
        if (SafetensorsReader.looksLike(start)) {
            return SafetensorsReader.read(file);
        }
        if (start.remaining() >= Integer.BYTES && start.getInt(0) == ZipDirectory.LOCAL_HEADER) {
            return PyTorchZip.read(file, wanted);
        }
        if (Byte.toUnsignedInt(start.get(0)) == PICKLE_PROTOCOL_OPCODE) {
            return PyTorchLegacy.read(file, wanted);
        }
        throw file.invalid(otherContent(file));
    }

    private static String otherContent(CheckpointFile file) {
        ByteBuffer start = file.region(0, Math.min(file.size(), FileContent.BYTES));
        Optional<FileContent> content = FileContent.of(start);
        if (content.equals(Optional.of(FileContent.ONNX))) {
            return "looks like an ONNX model, not a checkpoint";
        }
        return content.filter(kind -> !kind.isModel())
                .map(FileContent::description)
                .or(() ->
                        FileContent.textOf(start).map(line -> "is not a checkpoint but text that begins with " + line))
                .orElse("is not a checkpoint, neither a PyTorch file (zip or legacy) nor a safetensors file");
    }

    @Override
    public Path file() {
        return file.path();
    }

    @Override
    public Set<String> names() {
        return weights.keySet();
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public List<Integer> shape(String name) {
        return MissingWeight.require(weights, name, file.path()).shape();
    }

    @Override
    public Constant weight(String name) {
        StoredTensor tensor = MissingWeight.require(weights, name, file.path());
        int elementBytes =
                Math.max(tensor.type().bytes(), tensor.type().readAs().bytes());
        if (tensor.elementCount() > Integer.MAX_VALUE / elementBytes) {
            throw file.invalid("cannot be read: the weight " + CheckpointFile.quote(name) + " of shape "
                    + tensor.shape() + " exceeds the 2 GiB that a buffer holds");
        }
        return tensor.read();
    }

    @Override
    public String toString() {
        return file.path() + " (" + weights.size() + " weights)";
    }
}
