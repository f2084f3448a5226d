package org.samdeblur.examples.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.samdeblur.backend.djl.training.TrainingListener;
import org.samdeblur.backend.djl.training.log.TrainingLog;

/**
 * Keeps a training's log and shows how it comes along.
 *
 * @param log the log
 * @param display shows steps
 * @param out takes validations
 */
record TrainingDisplay(TrainingLog log, ProgressDisplay display, PrintWriter out) implements TrainingListener {
    @Override
    public boolean stepped(Step step) {
        display.count("training", step.step(), step.steps());
        return log.stepped(step);
    }

    @Override
    public void validated(long step, double psnr) {
        log.validated(step, psnr);
        display.clear();
        out.println(String.format(Locale.ROOT, "step %d: validation %.2f dB", step, psnr));
    }

    @Override
    public void saved(long step, Path folder) {
        log.saved(step, folder);
    }
}
