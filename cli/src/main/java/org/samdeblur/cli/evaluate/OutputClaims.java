package org.samdeblur.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.files.Existing;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.networks.models.Models;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Makes sure that outputs and masks that are there already are what a run of {@code evaluate} would make itself.
 *
 * @param options the options of the run that have an influence on outputs, with their values
 * @param existing what becomes of what is there
 */
record OutputClaims(Map<String, String> options, Existing existing) {
    /** What has no influence on outputs, or is looked at by itself. */
    private static final Set<String> WITHOUT_INFLUENCE = Set.of(
            "--target",
            "--data",
            "--model",
            "--compare",
            "--output",
            "--overwrite",
            "--json",
            "--report",
            "--report-images",
            "--report-size",
            "--collapse",
            "--backend",
            "--device",
            "--threads",
            "--verbose");

    /** What has none on masks. */
    private static final Set<String> WITHOUT_INFLUENCE_ON_MASKS = Set.of(
            "--tlc",
            "--plain",
            "--grouping",
            "--tile",
            "--overlap",
            "--padding",
            "--strength",
            "--guard",
            "--size-multiple",
            "--value-range",
            "--network-output",
            "--weights",
            "--stages");

    static OutputClaims of(ParseResult commandLine, Existing existing) {
        Map<String, String> options = new LinkedHashMap<>();
        for (OptionSpec option : commandLine.matchedOptions()) {
            if (!WITHOUT_INFLUENCE.contains(option.longestName())) {
                options.put(option.longestName(), String.join(" ", option.originalStringValues()));
            }
        }
        return new OutputClaims(options, existing);
    }

    /** Claims the folders of a data set for networks and the masks they share. */
    void claim(PairedImages dataSet, List<Method.Network> networks, EvaluationMasks masks) {
        Map<String, String> settings = new LinkedHashMap<>(options);
        settings.put("inputs", dataSet.inputs().toAbsolutePath().normalize().toString());
        for (Method.Network network : networks) {
            settings.put("model", version(network.model()));
            new KeptSettings(settings).claim(network.folderOf(dataSet), existing);
        }
        if (!networks.isEmpty()) {
            settings.remove("model");
            settings.keySet().removeAll(WITHOUT_INFLUENCE_ON_MASKS);
            new KeptSettings(settings).claim(masks.folderOf(dataSet.name()), existing);
        }
    }

    private static String version(ModelSource model) {
        if (!(Models.ofUser().local(model) instanceof ModelSource.File file) || Files.isDirectory(file.path())) {
            return model.toString();
        }
        try {
            return file.path().toAbsolutePath().normalize() + ", " + Files.size(file.path()) + " bytes of "
                    + Files.getLastModifiedTime(file.path());
        } catch (IOException e) {
            throw new SamDeblurException("cannot read " + file.path() + ": " + Errors.describe(e), e);
        }
    }
}
