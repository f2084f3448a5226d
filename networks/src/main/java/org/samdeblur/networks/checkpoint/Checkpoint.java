package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Constant;

/**
 * Named weights in a file, read when they are asked for. May be used by many threads at once.
 *
 * <p>32-bit floats and integers are mapped from the file, not copied, if they lie there row-major and aligned; floats of 16
 * and 64 bits are converted to 32 bits, other layouts are put in order, each time a weight is asked for. Mapped weights stay
 * valid for as long as anything refers to them and hold no file handle, but they <em>are</em> the file: it must not be
 * shortened or overwritten while they are in use. Replacing it by moving another file over it is safe.
 *
 * <p>No class that a file names is ever loaded, and nothing in it is run. A damaged file ends in an
 * {@link org.samdeblur.api.InvalidModelException} before memory is taken for what it claims to hold. PyTorch's zip format has
 * checksums, which are compared when a weight is first read; in a legacy or safetensors file, a weight with flipped bits cannot
 * be told from another weight.
 */
public interface Checkpoint {
    /**
     * Opens a checkpoint. Its kind is told by its content:
     *
     * <ul>
     *   <li>PyTorch zip, what {@code torch.save} writes since 1.6;
     *   <li>PyTorch legacy, what it wrote before;
     *   <li>safetensors.
     * </ul>
     *
     * <p>In a PyTorch file the weights may be the whole, or lie among other things under one of these keys, which are looked for
     * in this order and may be nested: {@code params}, {@code params_ema}, {@code state_dict}, {@code model_state_dict},
     * {@code model}, {@code net}, {@code network}, {@code weights}. So the weights as trained go before their moving average,
     * as in the programs that publish both. Failing these keys, the only dictionary of tensors is taken, if there is but one.
     * A {@code module.} that all names begin with is dropped.
     *
     * @param file the file
     * @return the checkpoint
     * @throws org.samdeblur.api.InvalidModelException if the file is missing, damaged, not a checkpoint, or names classes other
     *     than those of tensors and plain values
     */
    static Checkpoint open(Path file) {
        return StoredCheckpoint.open(CheckpointFile.open(file));
    }

    /**
     * Opens a checkpoint that has been read into memory, such as a resource.
     *
     * @param name what stands for the file's name
     * @param content the file's content; not copied, so not to be written to afterwards. Best a direct buffer, so that
     *     weights in it can be used where they are
     * @return the checkpoint
     * @throws org.samdeblur.api.InvalidModelException if the content is damaged, not a checkpoint, or names classes
     */
    static Checkpoint of(Path name, ByteBuffer content) {
        return StoredCheckpoint.open(CheckpointFile.inMemory(name, content));
    }

    /**
     * Makes a checkpoint of weights that lie in memory, such as fresh ones.
     *
     * @param name what stands for the file's name
     * @param weights the weights by name; the order of the names is kept
     * @return the checkpoint
     */
    static Checkpoint of(Path name, Map<String, Constant> weights) {
        return new MemoryCheckpoint(name, weights);
    }

    /**
     * Returns the file.
     *
     * @return where the weights lie
     */
    Path file();

    /**
     * Returns the names of all weights.
     *
     * @return the names in the file's order
     */
    Set<String> names();

    /**
     * Returns what the file says beside its weights.
     *
     * @return names and texts, such as those of a safetensors file; of other files none
     */
    default Map<String, String> metadata() {
        return Map.of();
    }

    /**
     * Returns the shape of a weight without reading it.
     *
     * @param name its name
     * @return the sizes of its axes, outermost first
     * @throws org.samdeblur.api.InvalidModelException if there is none of that name
     */
    List<Integer> shape(String name);

    /**
     * Returns a weight.
     *
     * @param name its name
     * @return its values as 32-bit floats, whatever their width in the file; integers and truth values keep their type
     * @throws org.samdeblur.api.InvalidModelException if there is none of that name, its bytes do not match their checksum, it
     *     exceeds the 2 GiB of a buffer, or the file has been changed since it was opened
     */
    Constant weight(String name);
}
