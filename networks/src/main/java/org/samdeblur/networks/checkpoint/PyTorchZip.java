package org.samdeblur.networks.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samdeblur.networks.content.TorchArchive;

/**
 * Reads what {@code torch.save} has written since version 1.6: a zip archive with one folder, which contains the
 * objects in {@code data.pkl} and each storage, uncompressed, in {@code data/<key>}.
 */
final class PyTorchZip {
    private static final String OBJECTS = TorchArchive.OBJECTS;

    private PyTorchZip() {}

    /** Reads the names and positions of all weights. */
    static StoredCheckpoint.Content read(CheckpointFile file, Optional<String> wanted) {
        ZipDirectory directory = ZipDirectory.read(file);
        if (NumPyArchive.isLike(directory)) {
            return NumPyArchive.read(file, directory);
        }
        String folder = folder(directory, file);
        if (directory.names().stream().anyMatch(TorchArchive::isOfProgram)) {
            throw file.invalid("is a TorchScript archive, a program and not a checkpoint; run it with the djl backend");
        }
        requireLittleEndian(directory, folder, file);
        ByteBuffer objects = PickledWeights.pickle(file, directory.storage(folder + OBJECTS));
        TensorUnpickler unpickler = new TensorUnpickler(new PickleInput(objects));
        Map<String, Storage> storages = new LinkedHashMap<>();
        Function<PickledStorage, Storage> finder =
                storage -> storages.computeIfAbsent(storage.key(), key -> directory.storage(folder + "data/" + key));
        return PickledWeights.locate(file, wanted, unpickler::next, finder);
    }

    private static String folder(ZipDirectory directory, CheckpointFile file) {
        return directory.names().stream()
                .filter(name -> name.equals(OBJECTS) || name.matches("[^/]*/" + OBJECTS))
                .findFirst()
                .map(name -> name.substring(0, name.length() - OBJECTS.length()))
                .orElseThrow(() -> file.invalid(otherArchive(directory)));
    }

    private static String otherArchive(ZipDirectory directory) {
        if (directory.names().contains("model.weights.h5")) {
            return "is a Keras model; save it as a SavedModel or ONNX model in Python";
        }
        return "is a zip archive, but without the data.pkl of a PyTorch checkpoint; unpack it if the checkpoint is inside: "
                + directory.names().stream().limit(3).map(CheckpointFile::quote).collect(Collectors.joining(", "));
    }

    private static void requireLittleEndian(ZipDirectory directory, String folder, CheckpointFile file) {
        String name = folder + "byteorder";
        if (directory.names().contains(name)) {
            Storage order = directory.storage(name);
            ByteBuffer bytes = order.bytes(0, Math.min(order.length(), 16));
            if (!StandardCharsets.US_ASCII.decode(bytes).toString().equals("little")) {
                throw file.invalid("was written on a big-endian machine; save it again on a little-endian one");
            }
        }
    }
}
