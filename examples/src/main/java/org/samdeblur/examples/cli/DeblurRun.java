package org.samdeblur.examples.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.map.files.MaskFiles;
import org.samdeblur.map.files.NpyFiles;

/**
 * Works jobs off one after the other; a bad file does not keep the others from their turn. The network is loaded when the
 * first good file is there, and if that fails, nothing else can be done.
 */
final class DeblurRun implements AutoCloseable {
    private final Supplier<SamDeblur> opener;
    private final Optional<Path> masks;
    private final ProgressDisplay display;
    private SamDeblur deblur;

    DeblurRun(Supplier<SamDeblur> opener, Optional<Path> masks, ProgressDisplay display) {
        this.opener = opener;
        this.masks = masks;
        this.display = display;
    }

    Outcome run(Job job) {
        if (job.isDone()) {
            return new Outcome.Skipped(job);
        }
        Input input;
        try {
            input = read(job.input());
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Outcome.Failed(job, e);
        }
        if (deblur == null) {
            deblur = opener.get();
        }
        try {
            Restoration restoration = input.restore(deblur, display.of(job.input()));
            write(restoration, job);
            return new Outcome.Done(job, restoration, runner());
        } catch (RuntimeException | OutOfMemoryError e) {
            return new Outcome.Failed(job, e);
        }
    }

    private Input read(Path file) {
        if (ImageNames.isTensor(file)) {
            return new Input.NetworkInput(NetworkInputs.read(file));
        }
        return Input.photograph(file, masks.map(MaskFiles::read));
    }

    private void write(Restoration restoration, Job job) {
        job.image().filter(job::wants).ifPresent(file -> {
            OutputFolder.createFor(file);
            restoration.image().write(file);
        });
        job.tensor().filter(job::wants).ifPresent(file -> {
            OutputFolder.createFor(file);
            NpyFiles.write(file, restoration.networkOutput());
        });
    }

    private Outcome.Runner runner() {
        return new Outcome.Runner(
                deblur.model().name(),
                deblur.model().architecture(),
                deblur.backend(),
                deblur.device().toString());
    }

    @Override
    public void close() {
        if (deblur != null) {
            deblur.close();
        }
    }
}
