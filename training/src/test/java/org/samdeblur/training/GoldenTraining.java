package org.samdeblur.training;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.map.files.MaskArchives;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;

/** Eight steps of PyTorch's on a SegNAFNet and one batch. */
final class GoldenTraining {
    private final Map<String, Object> expected;

    GoldenTraining() {
        try {
            expected = JSON.std.mapFrom(Files.readString(file("expected.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(String name) {
        return Path.of(System.getProperty("samdeblur.golden", "../golden"), "training", name);
    }

    TrainingBatch batch() {
        List<MaskSet> masks = List.of(MaskArchives.read(file("masks_0.npz")), MaskArchives.read(file("masks_1.npz")));
        return new TrainingBatch(NpyFiles.read(file("blurred.npy")), NpyFiles.read(file("sharp.npy")), masks);
    }

    DeblurNetwork initial() {
        return DeblurNetworks.load(ModelSource.of(file("initial.pth")), DeblurModelOptions.DEFAULT);
    }

    Checkpoint after() {
        return Checkpoint.open(file("after.pth"));
    }

    double number(String key) {
        return ((Number) expected.get(key)).doubleValue();
    }

    double[] numbers(String key) {
        return ((List<?>) expected.get(key))
                .stream().mapToDouble(number -> ((Number) number).doubleValue()).toArray();
    }
}
