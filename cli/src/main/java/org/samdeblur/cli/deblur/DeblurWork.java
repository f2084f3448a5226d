package org.samdeblur.cli.deblur;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private final Supplier<SamDeblur> opener;
    private final Optional<Path> masks;
    private final UnaryOperator<Image> finish;
    private final Consumer<Image> onRead;
    private SamDeblur deblur;

    /**
     * Prepares the work.
     *
     * @param opener loads the networks
     * @param masks masks found elsewhere
     * @param finish what becomes of an image before it is written
     * @param onRead hears of every photograph before the networks are loaded
     */
    DeblurWork(Supplier<SamDeblur> opener, Optional<Path> masks, UnaryOperator<Image> finish, Consumer<Image> onRead) {
        this.opener = opener;
        this.masks = masks;
        this.finish = finish;
        this.onRead = onRead;
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
        deblur = opener.get();
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
        if (deblur != null) {
            deblur.close();
        }
    }
}
