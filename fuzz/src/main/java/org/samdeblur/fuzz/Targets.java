package org.samdeblur.fuzz;

import java.util.List;
import org.samdeblur.map.files.NpyFiles;

/** All readers of the library. */
final class Targets {
    /** The limit on runs of pixels allows masks of some hundred megabytes; 150 megapixels are grouped in 600. */
    private static final int HEAP_FOR_MASKS = 1_536;

    private static final int PROCESS_FOR_MASKS = 2_560;

    private Targets() {}

    static List<Target> all() {
        return List.of(
                Reader.of("images", ImageReading::samples, ImageReading::read),
                Reader.of("mask-arrays", MaskReading::arrays, MaskReading::read)
                        .withMemory(HEAP_FOR_MASKS, PROCESS_FOR_MASKS),
                Reader.of("mask-json", MaskReading::json, MaskReading::readJson)
                        .withMemory(HEAP_FOR_MASKS, PROCESS_FOR_MASKS),
                Reader.of("label-maps", MaskReading::labelMaps, MaskReading::read)
                        .withMemory(HEAP_FOR_MASKS, PROCESS_FOR_MASKS),
                Reader.ofSuffixes("tensors", List.of("1x1.npy", "3x3.npy", "embedding.npy"), NpyFiles::read),
                Reader.of("checkpoints", NetworkReading::checkpoints, NetworkReading::readCheckpoint),
                Reader.of("settings", NetworkReading::settings, NetworkReading::readWithSettings),
                Reader.ofSuffixes("onnx", List.of(".onnx"), NetworkReading::readGraph),
                new RuntimeReader("onnx-runs", "onnx", sources -> sources.ofSuffix(".onnx")),
                new RuntimeReader("torchscript", "djl", sources -> sources.ofSuffix(".pt")),
                new RuntimeReader("savedmodel", "tensorflow", NetworkReading::savedModels),
                Reader.of("training-folders", TrainingReading::samples, TrainingReading::read)
                        .withMemory(Target.HEAP_MEGABYTES, RuntimeReader.RUNTIME_MEGABYTES)
                        .leaving("training.lock"));
    }

    static Target named(String name) {
        if (name.contains(".")) {
            return ofClass(name);
        }
        return all().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no reader '" + name + "'; there are "
                        + String.join(", ", all().stream().map(Target::name).toList())));
    }

    /** Readers that are not the library's own are named by their classes. */
    private static Target ofClass(String name) {
        try {
            return (Target) Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("there is no reader of the class " + name, e);
        }
    }
}
