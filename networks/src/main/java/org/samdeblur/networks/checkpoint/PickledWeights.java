package org.samdeblur.networks.checkpoint;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.samdeblur.api.text.Printable;

/** Code that both of PyTorch's formats share: selects the weights in a pickle and connects them with their bytes. */
final class PickledWeights {
    /** The longest pickle in bytes. A hundred thousand weights take about ten million. */
    private static final int LONGEST_PICKLE = 1 << 26;

    private static final Logger LOG = System.getLogger(Checkpoint.class.getName());

    private PickledWeights() {}

    /** Returns the bytes of a pickle that is a storage of the archive. */
    static ByteBuffer pickle(CheckpointFile file, Storage storage) {
        if (storage.length() > LONGEST_PICKLE) {
            throw file.invalid("describes its weights in " + storage.length() + " bytes, too many for a checkpoint");
        }
        return storage.bytes(0, storage.length());
    }

    /** Returns the start of a file that begins with pickles, at most as much as the pickles may take. */
    static ByteBuffer pickles(CheckpointFile file) {
        return file.region(0, Math.min(file.size(), LONGEST_PICKLE));
    }

    /**
     * Finds the weights and their positions.
     *
     * @param wanted the requested key of the weights, if any
     * @param objects reads the pickle
     * @param storages finds a storage's bytes; called after the pickle has been read
     */
    static StoredCheckpoint.Content locate(
            CheckpointFile file,
            Optional<String> wanted,
            Supplier<Object> objects,
            Function<PickledStorage, Storage> storages) {
        try {
            Map<String, StoredTensor> weights = new LinkedHashMap<>();
            StateDict.Choice choice = StateDict.choose(objects.get(), wanted);
            log(file, choice);
            Map<String, PickledTensor> tensors = choice.chosen().tensors();
            if (tensors.size() > StoredCheckpoint.MOST_WEIGHTS) {
                throw new RefusedPickleException("holds " + tensors.size() + " weights, too many for a network");
            }
            tensors.forEach((name, tensor) -> {
                Storage storage = storages.apply(tensor.storage());
                if (tensor.storage().bytes() > storage.length()) {
                    throw new RefusedPickleException("is damaged: " + CheckpointFile.quote(name) + " needs "
                            + tensor.storage().bytes() + " bytes, but its storage has " + storage.length());
                }
                weights.put(name, placed(name, tensor, storage, Math.max(file.size(), storage.length())));
            });
            return new StoredCheckpoint.Content(weights, Map.of(), Optional.of(choice));
        } catch (RefusedPickleException e) {
            throw file.invalid(e.getMessage(), e);
        }
    }

    private static void log(CheckpointFile file, StateDict.Choice choice) {
        if (!choice.chosen().path().isEmpty() && !choice.others().isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "{0}: uses the {1}weights under ''{2}''; others are under {3}",
                    Printable.line(file.path().toString()),
                    choice.chosen().isAveraged() ? "averaged " : "",
                    Printable.line(choice.chosen().key()),
                    Printable.line(StateDict.keys(choice.others()).toString()));
        }
    }

    private static StoredTensor placed(String name, PickledTensor tensor, Storage storage, long mostElements) {
        try {
            return tensor.in(storage, mostElements);
        } catch (RefusedPickleException e) {
            throw new RefusedPickleException("is damaged: " + CheckpointFile.quote(name) + " " + e.getMessage(), e);
        }
    }
}
