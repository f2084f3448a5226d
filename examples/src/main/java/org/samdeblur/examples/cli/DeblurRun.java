package org.samdeblur.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.map.files.NpyFiles;

/**
 * Works jobs off one after the other; a bad file does not keep the others from their turn. The network is loaded when the
 * first good file is there, and if that fails, nothing else can be done.
 */
final class DeblurRun implements AutoCloseable {
    private final Supplier<SamDeblur> opener;
    private final Optional<Path> masks;
    private final boolean overwrite;
    private final ProgressDisplay display;
    private SamDeblur deblur;

    DeblurRun(Supplier<SamDeblur> opener, Optional<Path> masks, boolean overwrite, ProgressDisplay display) {
        this.opener = opener;
        this.masks = masks;
        this.overwrite = overwrite;
        this.display = display;
    }

    Outcome run(Job job) {
        if (job.isDone() && !overwrite) {
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
        return Input.photograph(
                file, masks.map(masksFile -> MaskFormat.of(masksFile).read(masksFile)));
    }

    private void write(Restoration restoration, Job job) {
        job.image().filter(this::isWanted).ifPresent(file -> {
            OutputFolder.createFor(file);
            restoration.image().write(file);
        });
        job.tensor().filter(this::isWanted).ifPresent(file -> {
            OutputFolder.createFor(file);
            NpyFiles.write(file, restoration.networkOutput());
        });
    }

    private boolean isWanted(Path file) {
        return overwrite || !Files.exists(file);
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
