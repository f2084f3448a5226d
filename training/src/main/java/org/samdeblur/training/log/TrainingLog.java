package org.samdeblur.training.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.training.TrainingListener;
import org.samdeblur.training.ValidationFigures;

/**
 * Keeps the figures of a training in its folder: {@code steps.csv} (loss, learning rate, norm of the gradients and milliseconds of
 * every step), {@code validation.csv} (mean PSNR in decibels, mean SSIM, and the share of images on which the network collapsed),
 * and {@code progress.svg}, a chart of losses and PSNR that is drawn anew at every validation and checkpoint. Rows are written
 * as they come. A training that goes on goes on with them; where an older log lacks figures, their places are left empty.
 *
 * <p>For one thread at a time.
 *
 * @since 0.1.0
 */
public final class TrainingLog implements TrainingListener, AutoCloseable {
    private final Path chart;
    private final FigureTable steps;
    private final FigureTable validations;

    private TrainingLog(Path chart, FigureTable steps, FigureTable validations) {
        this.chart = chart;
        this.steps = steps;
        this.validations = validations;
    }

    /**
     * Begins a log, or goes on with one.
     *
     * @param folder the training's folder
     * @param stepsTaken how many steps the training has taken; what a log tells of later ones is taken away
     * @return the log, owned by the caller
     * @throws SamDeblurException if a file cannot be written, or holds something else
     */
    public static TrainingLog open(Path folder, long stepsTaken) {
        FigureTable steps = FigureTable.open(
                folder.resolve("steps.csv"), "step,loss,learning rate,gradient norm,milliseconds", stepsTaken);
        try {
            FigureTable validations =
                    FigureTable.open(folder.resolve("validation.csv"), "step,psnr,ssim,mode collapse rate", stepsTaken);
            return new TrainingLog(folder.resolve("progress.svg"), steps, validations);
        } catch (SamDeblurException e) {
            steps.close();
            throw e;
        }
    }

    /** Adds a row; never ends the training. */
    @Override
    public boolean stepped(Step step) {
        steps.add(step.step(), step.loss(), step.learningRate(), step.gradientNorm(), step.milliseconds());
        return true;
    }

    @Override
    public void validated(long step, ValidationFigures figures) {
        validations.add(step, figures.psnr(), figures.ssim(), figures.modeCollapseRate());
        draw();
    }

    @Override
    public void saved(long step, Path folder) {
        draw();
    }

    private void draw() {
        Path draft = chart.resolveSibling("." + chart.getFileName());
        try {
            Files.writeString(draft, new TrainingChart(steps.curve(), validations.curve()).svg());
            Files.move(draft, chart, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + chart + ": " + e.getMessage(), e);
        }
    }

    /** Draws the chart once more. */
    @Override
    public void close() {
        try (steps;
                validations) {
            draw();
        }
    }
}
