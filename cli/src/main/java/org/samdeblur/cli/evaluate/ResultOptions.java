package org.samdeblur.cli.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.Existing;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.cli.options.PositiveNumber;
import org.samdeblur.evaluation.ModeCollapse;
import org.samdeblur.evaluation.report.Pictures;
import org.samdeblur.evaluation.report.ReportPage;
import org.samdeblur.evaluation.results.Results;
import picocli.CommandLine.Option;

/** What becomes of the results of an evaluation. */
final class ResultOptions {
    @Option(
            names = "--collapse",
            paramLabel = "DB",
            description = "Count an image as collapsed if its PSNR drops by more than this. Default: 3.")
    private double collapse = ModeCollapse.PUBLISHED.threshold();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a page for browsers with the table and the images.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--report-images",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "How many images the page shows, the worst ones first. Default: 40.")
    private Integer reportImages = 40;

    @Option(
            names = "--report-size",
            paramLabel = "PIXELS",
            converter = PositiveNumber.class,
            description = "Size of the longer side to which the pictures of the page are reduced. Default: 1280.")
    private Integer reportSize = 1280;

    /** Demands, before there are results, that they can be made as requested. */
    void requirePossible(Existing existing) {
        modeCollapse();
        page();
        report.ifPresent(file -> {
            requireWritable(file);
            existing.requireFree(file);
        });
    }

    private static void requireWritable(Path file) {
        if (Files.isDirectory(file)) {
            throw new MisuseException("--report: " + file + " is a folder; name a file");
        }
        OutputFolder.requireWritable(file.toAbsolutePath().getParent());
    }

    ModeCollapse modeCollapse() {
        try {
            return new ModeCollapse(collapse);
        } catch (IllegalArgumentException e) {
            throw new MisuseException("--collapse: " + e.getMessage());
        }
    }

    private ReportPage page() {
        try {
            return new ReportPage("Deblurring, evaluated", reportImages, reportSize);
        } catch (IllegalArgumentException e) {
            throw new MisuseException("--report-size: " + e.getMessage());
        }
    }

    /** Writes the page if it is wanted. */
    void write(Results results, Pictures.Source pictures) {
        report.ifPresent(file -> {
            OutputFolder.createFor(file);
            page().write(file, results, pictures);
        });
    }
}
