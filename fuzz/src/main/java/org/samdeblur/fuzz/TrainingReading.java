package org.samdeblur.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.training.Trainer;
import org.samdeblur.training.TrainingBatch;
import org.samdeblur.training.TrainingListener;
import org.samdeblur.training.TrainingRecipe;
import org.samdeblur.training.ValidationData;

/** Resumes trainings. */
final class TrainingReading {
    private TrainingReading() {}

    static List<Sample> samples(Sources sources) throws IOException {
        List<Sample> samples = new ArrayList<>();
        Path started = sources.scratch().resolve("started");
        TrainingRecipe recipe = new TrainingRecipe().withSteps(3).withBatch(1, 16);
        try (Trainer trainer = Trainer.start(
                started,
                DeblurNetworks.load(
                        ModelSource.of(sources.golden().resolve("training/initial.pth")), DeblurModelOptions.DEFAULT),
                recipe,
                RuntimeReader.ONE_THREAD)) {
            Tensor picture = Tensor.zeros(1, 3, 16, 16);
            TrainingBatch batch = TrainingBatch.withoutMasks(picture, picture);
            trainer.train(step -> batch, ValidationData.NONE, TrainingListener.NONE);
        }
        samples.add(Sample.ofFolder(started, "", name -> true));
        Path killed = sources.shared().resolve("cases/faults/train-state-json");
        if (Files.isDirectory(killed)) {
            samples.add(Sample.ofFolder(killed, "", name -> true));
        }
        return samples;
    }

    static void read(Path input) {
        Trainer.resume(input, RuntimeReader.ONE_THREAD).close();
    }
}
