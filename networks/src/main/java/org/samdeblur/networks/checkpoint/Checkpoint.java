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
 * Named weights in a file, read when they are asked for. May be used by multiple threads at once.
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
 *
 * @since 0.1.0
 */
public interface Checkpoint {
    /**
     * Tells by its name whether a file is the index of a checkpoint in several files.
     *
     * @param file the file, which need not exist
     * @return whether it is named like one
     */
    static boolean isIndex(Path file) {
        return ShardedCheckpoint.isIndex(file);
    }

    /**
     * Opens a checkpoint. Its kind is told by its content:
     *
     * <ul>
     *   <li>PyTorch zip, what {@code torch.save} writes since 1.6;
     *   <li>PyTorch legacy, what it wrote before;
     *   <li>safetensors;
     *   <li>the index of several of these ({@code model.safetensors.index.json}), told by its name, which lie beside it.
     * </ul>
     *
     * <p>In a PyTorch file the weights may be the whole, or lie among other things. They are looked for under the keys that
     * training programs use ({@code params}, {@code state_dict}, {@code model}, {@code net_g} and the like), which may be
     * nested. If a moving average of them is there as well ({@code params_ema}, {@code model_ema}, {@code ema}), it is taken,
     * as published test programs do; which was chosen is logged. Failing such keys, the only dictionary of tensors is taken,
     * if there is but one. Values that are no tensors are skipped. Names are those in the file; see {@link #knownAs}.
     *
     * @param file the file
     * @return the checkpoint
     * @throws org.samdeblur.api.InvalidModelException if the file is missing, damaged, or not a checkpoint; the message says
     *     what it is instead, if that can be told
     */
    static Checkpoint open(Path file) {
        return StoredCheckpoint.open(file, Optional.empty());
    }

    /**
     * Opens a checkpoint and takes the weights under a certain key.
     *
     * @param file the file
     * @param weights the key under which the weights lie, such as {@code params}; of nested keys the last, or all of them
     *     joined by dots; or what the names of the weights begin with, without the dot
     * @return the checkpoint
     * @throws org.samdeblur.api.InvalidModelException as {@link #open(Path)}, and if there are no weights under that key
     */
    static Checkpoint open(Path file, String weights) {
        return StoredCheckpoint.open(file, Optional.of(weights));
    }

    /**
     * Opens a checkpoint that has been read into memory, such as a resource.
     *
     * @param name what stands for the file's name
     * @param content the file's content; not copied, so not to be written to afterwards. Best a direct buffer, so that
     *     weights in it can be used where they are
     * @return the checkpoint
     * @throws org.samdeblur.api.InvalidModelException if the content is damaged or not a checkpoint
     */
    static Checkpoint of(Path name, ByteBuffer content) {
        return StoredCheckpoint.of(CheckpointFile.inMemory(name, content));
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
     * Finds the form in which a network is known by its weights' names: this checkpoint as it is; or with a prefix dropped
     * that all names have, such as {@code module.}, {@code _orig_mod.} or {@code net.}, however many are nested; or one of
     * several networks whose weights were saved together, each under a prefix of its own, if only one of them is known or one
     * of those known is called an average ({@code ema}). What is taken of several is logged.
     *
     * @param known tells whether a checkpoint's names are those of the network; called for each form in turn
     * @return the checkpoint in the first form that is known, or empty
     * @throws org.samdeblur.api.InvalidModelException if several of the networks in the file are known
     */
    default Optional<Checkpoint> knownAs(Predicate<Checkpoint> known) {
        return new NamePrefixes(this).knownAs(known);
    }

    /**
     * Returns the same weights under other names.
     *
     * @param originalNames this checkpoint's name for every new name, in the order of the new names; weights without a new
     *     name are left out
     * @return the checkpoint
     */
    default Checkpoint renamed(Map<String, String> originalNames) {
        return new RenamedCheckpoint(this, originalNames);
    }

    /**
     * Joins several checkpoints into one, each of which holds a part of a network.
     *
     * @param folder where they lie, for messages
     * @param parts the checkpoints by the names of their parts, which have no dots; a weight's name is its part's, a dot, and its
     *     own
     * @return the checkpoint
     */
    static Checkpoint join(Path folder, Map<String, Checkpoint> parts) {
        return new JoinedCheckpoint(folder, parts);
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
     * Returns what a weight is called in the file, for messages.
     *
     * @param name its name here
     * @return its name in the file; the same name if there is no such weight
     */
    default String nameInFile(String name) {
        return name;
    }

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

    /**
     * Returns the same checkpoint without some of its weights.
     *
     * @param unwanted names of weights, which need not be there
     * @return a view
     */
    default Checkpoint without(Set<String> unwanted) {
        Set<String> kept = new LinkedHashSet<>(names());
        kept.removeAll(unwanted);
        return new CheckpointView(this, Collections.unmodifiableSet(kept), metadata());
    }

    /**
     * Returns the same weights with more said beside them.
     *
     * @param added names and texts, which replace what is said under the same names
     * @return a view
     */
    default Checkpoint withMetadata(Map<String, String> added) {
        Map<String, String> all = new LinkedHashMap<>(metadata());
        all.putAll(added);
        return new CheckpointView(this, names(), Collections.unmodifiableMap(all));
    }
}
