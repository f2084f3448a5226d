package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.samdeblur.networks.graph.Constant;

/**
 * Named weights in a file, which are read on request. Safe for use by multiple threads.
 *
 * <p>32-bit floats and integers are mapped from the file, not copied, if they are row-major and aligned. Floats of 16
 * and 64 bits are converted to 32 bits, and other layouts to row-major, on each request. Mapped weights stay valid as
 * long as they are referenced, and hold no file handle. The file must not be shortened or overwritten while they are
 * in use; moving another file over it is safe.
 *
 * <p>Classes that a file names are never loaded, and no code in it is run. A damaged file causes an {@link
 * org.samdeblur.api.InvalidModelException} before memory is allocated for what it claims to contain. The checksums of
 * PyTorch's zip format are compared when a weight is first read. The legacy and safetensors formats have none, so
 * flipped bits in weights are not detected.
 *
 * @since 0.1.0
 */
public interface Checkpoint {
    /**
     * Returns whether a file, by its name, is the index of a checkpoint in several files.
     *
     * @param file the file, which need not exist
     * @return whether it has such a name
     */
    static boolean isIndex(Path file) {
        return ShardedCheckpoint.isIndex(file);
    }

    /**
     * Opens a checkpoint. Its format is recognised by its content:
     *
     * <ul>
     * <li>PyTorch zip, which {@code torch.save} has written since version 1.6;
     * <li>PyTorch legacy, which earlier versions wrote;
     * <li>NumPy archives ({@code .npz}) of programs written with Flax, whose names and layouts are converted to
     * PyTorch's;
     * <li>safetensors;
     * <li>the index of several of these ({@code model.safetensors.index.json}), recognised by its name, with the files
     * beside it.
     * </ul>
     *
     * <p>In a PyTorch file, the weights may be the whole content or one entry of it. They are looked up under the keys
     * that training programs use ({@code params}, {@code state_dict}, {@code model}, {@code net_g} and the like), which
     * may be nested. If there is a moving average ({@code params_ema}, {@code model_ema}, {@code ema}), it is used, as
     * in published test programs, and the choice is logged. Without such keys, the only dictionary of tensors is used,
     * if there is exactly one. Other values are ignored. Names are those in the file; see {@link #knownAs}.
     *
     * @param file the file
     * @return the checkpoint
     * @throws org.samdeblur.api.InvalidModelException if the file is missing, damaged, or not a checkpoint; the message
     *     states what it is, if that can be recognised
     */
    static Checkpoint open(Path file) {
        return StoredCheckpoint.open(file, Optional.empty());
    }

    /**
     * Opens a checkpoint and uses the weights under a key.
     *
     * @param file the file
     * @param weights the key of the weights, such as {@code params}. For nested keys, give the last one, or all joined
     *     by dots. It may also be a prefix of the weights' names, without the dot
     * @return the checkpoint
     * @throws org.samdeblur.api.InvalidModelException as {@link #open(Path)}, and if there are no weights under that
     *     key
     */
    static Checkpoint open(Path file, String weights) {
        return StoredCheckpoint.open(file, Optional.of(weights));
    }

    /**
     * Opens a checkpoint in memory, such as a resource.
     *
     * @param name used as the file's name
     * @param content the file's content, which is not copied and must not be changed. Use a direct buffer to avoid
     *     copies of weights
     * @return the checkpoint
     * @throws org.samdeblur.api.InvalidModelException if the content is damaged or not a checkpoint
     */
    static Checkpoint of(Path name, ByteBuffer content) {
        return StoredCheckpoint.of(CheckpointFile.inMemory(name, content));
    }

    /**
     * Creates a checkpoint of weights in memory, such as fresh ones.
     *
     * @param name used as the file's name
     * @param weights the weights by name; the order of the names is kept
     * @return the checkpoint
     */
    static Checkpoint of(Path name, Map<String, Constant> weights) {
        Map<String, LazyWeight> inMemory = new LinkedHashMap<>();
        weights.forEach((key, weight) -> inMemory.put(key, new LazyCheckpoint.InMemory(weight)));
        return ofLazy(name, inMemory);
    }

    /**
     * Creates a checkpoint of weights that are read on request.
     *
     * @param name used as the file's name
     * @param weights the weights by name; the order of the names is kept
     * @return the checkpoint
     */
    static Checkpoint ofLazy(Path name, Map<String, ? extends LazyWeight> weights) {
        return new LazyCheckpoint(name, new LinkedHashMap<>(weights));
    }

    /**
     * Finds the form in which a network is recognised by the names of its weights: this checkpoint unchanged; without
     * one or more prefixes that all names have, such as {@code module.}, {@code _orig_mod.} or {@code net.}; or one
     * of several networks that were saved together, each under its own prefix, if only one of them is recognised, or
     * one of those recognised is an average ({@code ema}). A choice among several is logged.
     *
     * @param known returns whether the names of a checkpoint are those of the network; called for each form in turn
     * @return the checkpoint in the first form that is recognised, or empty
     * @throws org.samdeblur.api.InvalidModelException if several networks in the file are recognised
     */
    default Optional<Checkpoint> knownAs(Predicate<Checkpoint> known) {
        return new NamePrefixes(this).knownAs(known);
    }

    /**
     * Returns the same weights under other names.
     *
     * @param originalNames the present names by new names, in order; weights without a new name are omitted
     * @return the checkpoint
     */
    default Checkpoint renamed(Map<String, String> originalNames) {
        return new RenamedCheckpoint(this, originalNames);
    }

    /**
     * Joins several checkpoints into one, each of which holds a part of a network.
     *
     * @param folder the folder, for messages
     * @param parts the checkpoints by name of the part, without dots; the name of a weight becomes {@code PART.NAME}
     * @return the checkpoint
     */
    static Checkpoint join(Path folder, Map<String, Checkpoint> parts) {
        return new JoinedCheckpoint(folder, parts);
    }

    /**
     * Returns the file.
     *
     * @return the file of the weights
     */
    Path file();

    /**
     * Returns the names of all weights.
     *
     * @return the names in the file's order
     */
    Set<String> names();

    /**
     * Returns the name of a weight in the file, for messages.
     *
     * @param name its name here
     * @return its name in the file; the same name if there is no such weight
     */
    default String nameInFile(String name) {
        return name;
    }

    /**
     * Returns the file's metadata.
     *
     * @return the properties by name; empty for formats other than safetensors
     */
    default Map<String, String> metadata() {
        return Map.of();
    }

    /**
     * Returns the shape of a weight without reading it.
     *
     * @param name its name
     * @return the sizes of its axes, outermost first
     * @throws org.samdeblur.api.InvalidModelException if there is no weight of that name
     */
    List<Integer> shape(String name);

    /**
     * Returns a weight.
     *
     * @param name its name
     * @return its values; floats of any width are returned with 32 bits, integers and booleans keep their type
     * @throws org.samdeblur.api.InvalidModelException if there is no weight of that name, its bytes do not match their
     *     checksum, it exceeds the 2 GiB of a buffer, or the file has been changed since it was opened
     */
    Constant weight(String name);

    /**
     * Returns the same checkpoint without some of its weights.
     *
     * @param unwanted names of weights; unknown names are ignored
     * @return a view
     */
    default Checkpoint without(Set<String> unwanted) {
        Set<String> kept = new LinkedHashSet<>(names());
        kept.removeAll(unwanted);
        return new CheckpointView(this, Collections.unmodifiableSet(kept), metadata());
    }

    /**
     * Returns the same weights with additional metadata.
     *
     * @param added properties by name; they replace present ones of the same names
     * @return a view
     */
    default Checkpoint withMetadata(Map<String, String> added) {
        Map<String, String> all = new LinkedHashMap<>(metadata());
        all.putAll(added);
        return new CheckpointView(this, names(), Collections.unmodifiableMap(all));
    }
}
