package org.samdeblur.cli.evaluate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFile;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.cli.options.PositiveNumber;
import org.samdeblur.evaluation.ModeCollapse;
import org.samdeblur.evaluation.report.Pictures;
import org.samdeblur.evaluation.report.ReportPage;
import org.samdeblur.evaluation.results.Results;
import org.samdeblur.evaluation.results.ResultsJson;
import picocli.CommandLine.Option;

/** What becomes of the results of an evaluation. */
final class ResultOptions {
    @Option(
            names = "--collapse",
            paramLabel = "DB",
            description = "Count an image as collapsed when more than this is lost. Default: 3.")
    private double collapse = ModeCollapse.PUBLISHED.threshold();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the table and every image's figures as JSON.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--report", paramLabel = "FILE", description = "Write a page for browsers that shows it all.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--report-images",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "How many images the page shows, the worst of all. Default: 40.")
    private Integer reportImages = 40;

    @Option(
            names = "--report-size",
            paramLabel = "PIXELS",
            converter = PositiveNumber.class,
            description = "Scale the page's pictures down to this length of their longer side. Default: 1280.")
    private Integer reportSize = 1280;

    /** Demands, before there are results, that they can be made as requested. */
    void requirePossible() {
        modeCollapse();
        page();
        json.ifPresent(file -> requireWritable("--json", file));
        report.ifPresent(file -> requireWritable("--report", file));
        if (json.isPresent() && report.isPresent() && isSame(json.get(), report.get())) {
            throw new MisuseException("--json and --report are both to be written to " + report.get());
        }
    }

    private static void requireWritable(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new MisuseException(option + ": " + file + " is a folder; name a file");
        }
        OutputFolder.requireWritable(file.toAbsolutePath().getParent());
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return normalized(one).equals(normalized(other))
                    || Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new SamDeblurException("cannot look at " + one + " and " + other + ": " + Errors.describe(e), e);
        }
    }

    private static Path normalized(Path file) {
        return file.toAbsolutePath().normalize();
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

    /** Writes the files that are wanted. */
    void write(Results results, Pictures.Source pictures) {
        json.ifPresent(file -> writeJson(file, results));
        report.ifPresent(file -> {
            OutputFolder.createFor(file);
            page().write(file, results, pictures);
        });
    }

    private static void writeJson(Path file, Results results) {
        OutputFolder.createFor(file);
        try {
            WholeFile.writeStream(file, out -> out.write(ResultsJson.of(results).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + file + ": " + Errors.describe(e), e);
        }
    }
}
