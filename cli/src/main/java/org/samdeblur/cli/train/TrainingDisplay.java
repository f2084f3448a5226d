package org.samdeblur.cli.train;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.training.TrainingListener;
import org.samdeblur.training.ValidationFigures;
import org.samdeblur.training.log.TrainingLog;

/**
 * Keeps a training's log and shows how it comes along.
 *
 * @param log the log
 * @param display shows steps
 * @param out takes validations
 * @param interruption ends the training
 */
record TrainingDisplay(TrainingLog log, ProgressDisplay display, PrintWriter out, Interruption interruption)
        implements TrainingListener {
    @Override
    public boolean stepped(Step step) {
        display.count("training", step.step(), step.steps());
        return log.stepped(step) && !interruption.isAsked();
    }

    @Override
    public void validated(long step, ValidationFigures figures) {
        log.validated(step, figures);
        display.clear();
        out.println(String.format(
                Locale.ROOT,
                "step %d: validation %.2f dB, SSIM %.4f, MCR %.1f %%",
                step,
                figures.psnr(),
                figures.ssim(),
                100 * figures.modeCollapseRate()));
    }

    @Override
    public void saved(long step, Path folder) {
        log.saved(step, folder);
    }
}
