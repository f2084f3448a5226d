package org.samdeblur.networks.checkpoint;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads what {@code torch.save} wrote before version 1.6: five pickles (a magic number, the version, properties of the
 * machine, the objects, the keys of the storages), then the storages in the order of the keys, each preceded by the
 * number of its elements. The format has no checksums.
 */
final class PyTorchLegacy {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final long VERSION = 1001;

    private final CheckpointFile file;
    private final ByteBuffer bytes;
    private final TensorUnpickler unpickler;

    private PyTorchLegacy(CheckpointFile file) {
        this.file = file;
        this.bytes = PickledWeights.pickles(file);
        this.unpickler = new TensorUnpickler(new PickleInput(bytes));
    }

    /** Reads the names and positions of all weights. */
    static StoredCheckpoint.Content read(CheckpointFile file, Optional<String> wanted) {
        return new PyTorchLegacy(file).weights(wanted);
    }

    private StoredCheckpoint.Content weights(Optional<String> wanted) {
        Map<String, Storage> storages = new HashMap<>();
        return PickledWeights.locate(
                file,
                wanted,
                () -> {
                    requireHeader();
                    Object objects = unpickler.next();
                    storages.putAll(storages());
                    return objects;
                },
                storage -> {
                    Storage found = storages.get(storage.key());
                    if (found == null) {
                        throw file.invalid("is damaged: it lacks the storage " + CheckpointFile.quote(storage.key()));
                    }
                    return found;
                });
    }

    private void requireHeader() {
        if (!MAGIC.equals(unpickler.next())) {
            throw file.invalid("is a pickle, but was not written by torch.save");
        }
        Object version = unpickler.next();
        if (!(version instanceof Integer number) || number != VERSION) {
            throw file.invalid("is damaged, or of a version of PyTorch's format other than " + VERSION);
        }
        if (unpickler.next() instanceof Map<?, ?> machine && Boolean.FALSE.equals(machine.get("little_endian"))) {
            throw file.invalid("was written on a big-endian machine; save it again on a little-endian one");
        }
    }

    private Map<String, Storage> storages() {
        if (!(unpickler.next() instanceof List<?> keys)) {
            throw file.invalid("is damaged: it does not list its storages");
        }
        Map<String, Storage> storages = new HashMap<>();
        long position = bytes.position();
        for (Object listed : keys) {
            if (!(listed instanceof String key)) {
                throw file.invalid("is damaged: it lists a storage whose key is not text");
            }
            if (unpickler.skippedStorages().containsKey(key)) {
                throw file.invalid("holds a tensor of the type "
                        + CheckpointFile.quote(unpickler.skippedStorages().get(key)) + ", which is not supported");
            }
            PickledStorage described = unpickler.storages().get(key);
            if (described == null) {
                throw file.invalid("is damaged: it lists a storage that no tensor refers to");
            }
            long count = file.region(position, Long.BYTES).getLong(0);
            if (count != described.count()) {
                throw file.invalid("is damaged: the storage " + CheckpointFile.quote(described.key()) + " has " + count
                        + " elements instead of " + described.count());
            }
            position += Long.BYTES;
            if (described.bytes() > file.size() - position) {
                throw file.invalid("is cut short: the storage " + CheckpointFile.quote(described.key())
                        + " ends beyond its " + file.size() + " bytes");
            }
            storages.put(
                    described.key(),
                    new Storage(file, described.key(), position, described.bytes(), OptionalLong.empty()));
            position += described.bytes();
        }
        return storages;
    }
}
