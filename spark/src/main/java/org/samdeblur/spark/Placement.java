package org.samdeblur.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.SamDeblurSettings;

/** Fits settings to the task that uses them: its processors, its GPU, and where files lie on its node. */
final class Placement {
    private static final String GPU = "gpu";

    private Placement() {}

    static SamDeblurSettings of(SamDeblurSettings settings, TaskContext task) {
        SamDeblur.Builder placed = settings.toBuilder()
                .backendOptions(options(settings.backendOptions(), task.cpus(), task.resourcesJMap()));
        settings.deblurModel().ifPresent(model -> placed.deblurModel(onThisNode(model)));
        settings.segmenter().ifPresent(segmenter -> placed.segmenter(onThisNode(segmenter)));
        return placed.settings();
    }

    static BackendOptions options(BackendOptions options, int cpus, Map<String, ResourceInformation> resources) {
        BackendOptions placed = options.threads().isPresent() ? options : options.withThreads(Math.max(1, cpus));
        ResourceInformation gpu = resources.get(GPU);
        boolean hasGpu = gpu != null && gpu.addresses().length > 0;
        return placed.device().isAuto() && hasGpu ? placed.withDevice(deviceAt(gpu.addresses()[0])) : placed;
    }

    /** Addresses are indices, except where an administrator's script names parts of a GPU, which have no index. */
    private static Device deviceAt(String address) {
        return address.matches("\\d{1,3}") ? Device.gpu(Integer.parseInt(address)) : Device.auto();
    }

    private static ModelSource onThisNode(ModelSource source) {
        if (source instanceof ModelSource.File file) {
            return ModelSource.of(onThisNode(file.path()));
        }
        if (source instanceof ModelSource.EncoderAndDecoder pair) {
            return ModelSource.of(onThisNode(pair.encoder()), onThisNode(pair.decoder()));
        }
        return source;
    }

    private static Path onThisNode(Path path) {
        if (path.isAbsolute() || Files.exists(path)) {
            return path;
        }
        Path sent = Path.of(SparkFiles.getRootDirectory()).resolve(path);
        return Files.exists(sent) ? sent : path;
    }
}
