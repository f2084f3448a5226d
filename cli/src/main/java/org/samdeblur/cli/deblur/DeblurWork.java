package org.samdeblur.cli.deblur;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.samdeblur.api.Image;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.cli.run.Job;
import org.samdeblur.cli.run.Result;
import org.samdeblur.cli.run.Work;
import org.samdeblur.map.files.NpyFiles;

/** Deblurs one input after the other with one network. */
final class DeblurWork implements Work<Input> {
    private final Opening opening;
    private final Optional<Path> masks;
    private final UnaryOperator<Image> finish;
    private final Consumer<Image> onRead;
    private final Consumer<SamDeblur> onLoaded;
    private SamDeblur deblur;

    /**
     * Prepares the work.
     *
     * @param opening loads the networks; closed with this
     * @param masks masks found elsewhere
     * @param finish what becomes of an image before it is written
     * @param onRead receives every photograph before it is deblurred
     * @param onLoaded receives the networks once the first input has been read
     */
    DeblurWork(
            Opening opening,
            Optional<Path> masks,
            UnaryOperator<Image> finish,
            Consumer<Image> onRead,
            Consumer<SamDeblur> onLoaded) {
        this.opening = opening;
        this.masks = masks;
        this.finish = finish;
        this.onRead = onRead;
        this.onLoaded = onLoaded;
    }

    @Override
    public Input read(Path file) {
        if (ImageNames.isTensor(file)) {
            return new Input.NetworkInput(NetworkInputs.read(file));
        }
        Input.Photograph photograph = Input.photograph(file, masks);
        onRead.accept(photograph.image());
        return photograph;
    }

    @Override
    public void prepare() {
        deblur = opening.get();
        onLoaded.accept(deblur);
    }

    @Override
    public Result perform(Input input, Job job, Progress progress) {
        Restoration restoration = input.restore(deblur, progress);
        job.result().filter(job::wants).ifPresent(file -> {
            OutputFolder.createFor(file);
            finish.apply(restoration.image()).write(file);
        });
        job.tensor().filter(job::wants).ifPresent(file -> {
            OutputFolder.createFor(file);
            NpyFiles.write(file, restoration.networkOutput());
        });
        return new Deblurred(restoration, runner());
    }

    private Deblurred.Runner runner() {
        return new Deblurred.Runner(
                deblur.model().name(),
                deblur.model().architecture(),
                deblur.backend(),
                deblur.device().toString(),
                deblur.precision().toString());
    }

    @Override
    public void close() {
        opening.close();
    }
}
