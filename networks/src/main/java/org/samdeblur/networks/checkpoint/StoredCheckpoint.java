package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Constant;

/** A checkpoint of any format, once it is known where in the file each weight lies. */
final class StoredCheckpoint implements Checkpoint {
    private static final int PICKLE_PROTOCOL_OPCODE = 0x80;

    private final CheckpointFile file;
    private final Map<String, StoredTensor> weights;
    private final Map<String, String> metadata;

    private StoredCheckpoint(CheckpointFile file, Content content) {
        if (content.weights().isEmpty()) {
            throw file.invalid("holds no weights");
        }
        this.file = file;
        this.weights = Collections.unmodifiableMap(StateDict.withoutParallelPrefix(content.weights()));
        this.metadata = content.metadata();
    }

    /** What a file holds. */
    record Content(Map<String, StoredTensor> weights, Map<String, String> metadata) {}

    /** Reads a file of whatever format. */
    static Checkpoint open(CheckpointFile file) {
        return new StoredCheckpoint(file, contentOf(file));
    }

    private static Content contentOf(CheckpointFile file) {
        ByteBuffer start = file.region(0, Math.min(file.size(), 16));
        if (SafetensorsReader.looksLike(start)) {
            return SafetensorsReader.read(file);
        }
        if (start.remaining() >= Integer.BYTES && start.getInt(0) == ZipDirectory.LOCAL_HEADER) {
            return new Content(PyTorchZip.read(file), Map.of());
        }
        if (Byte.toUnsignedInt(start.get(0)) == PICKLE_PROTOCOL_OPCODE) {
            return new Content(PyTorchLegacy.read(file), Map.of());
        }
        throw file.invalid("is no checkpoint, neither a PyTorch file (zip or legacy) nor a safetensors file");
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
        return named(name).shape();
    }

    @Override
    public Constant weight(String name) {
        StoredTensor tensor = named(name);
        int elementBytes =
                Math.max(tensor.type().bytes(), tensor.type().readAs().bytes());
        if (tensor.elementCount() > Integer.MAX_VALUE / elementBytes) {
            throw file.invalid("cannot be read: the weight " + CheckpointFile.quote(name) + " of shape "
                    + tensor.shape() + " exceeds the 2 GiB that a buffer holds");
        }
        return tensor.read();
    }

    private StoredTensor named(String name) {
        StoredTensor tensor = weights.get(name);
        if (tensor == null) {
            throw file.invalid("has no weight " + CheckpointFile.quote(name) + " among its " + weights.size());
        }
        return tensor;
    }

    @Override
    public String toString() {
        return file.path() + " (" + weights.size() + " weights)";
    }
}
