package org.samdeblur.training.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.training.TrainingListener;
import org.samdeblur.training.ValidationFigures;

/**
 * Writes the figures of a training to its folder: {@code steps.csv} (loss, learning rate, norm of the gradients and
 * milliseconds of every step, without the wait for its batch), {@code validation.csv} (mean PSNR in decibels, mean
 * SSIM, and the share of images on which the network collapsed), and {@code progress.svg}, a chart of losses and PSNR,
 * which is updated at every validation and checkpoint. Rows are written immediately. A resumed training appends to
 * these files; figures that an older log lacks are left empty.
 *
 * <p>Not safe for use by multiple threads.
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
     * Creates a log, or opens the log of a training that is resumed.
     *
     * @param folder the training's folder
     * @param stepsTaken the number of steps taken; rows of later steps are removed
     * @return the log, owned by the caller
     * @throws SamDeblurException if a file cannot be read or written, or is not such a table
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

    /** Adds a row; never stops the training. */
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

    /** Updates the chart. */
    @Override
    public void close() {
        try (steps;
                validations) {
            draw();
        }
    }
}
