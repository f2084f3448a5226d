package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.samdeblur.networks.graph.Constant;

/**
 * Named weights in a file, read when they are asked for. 32-bit weights are mapped from the file, not copied; 16-bit ones
 * are converted to 32 bits. May be used by many threads at once.
 */
public interface Checkpoint {
    /**
     * Opens a checkpoint; its kind is told by its content: PyTorch zip, PyTorch legacy, or safetensors. A state dict
     * under one of the usual keys ({@code params}, {@code params_ema}, {@code state_dict}, {@code model}) is found, and a
     * {@code module.} that all names begin with is dropped.
     *
     * @param file the file
     * @return the checkpoint
     * @throws org.samdeblur.api.InvalidModelException if the file is missing, damaged, not a checkpoint, or names classes
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
     * @return its values as 32-bit floats (integer weights keep their type)
     * @throws org.samdeblur.api.InvalidModelException if there is none of that name, or its bytes are not in the file
     */
    Constant weight(String name);
}
