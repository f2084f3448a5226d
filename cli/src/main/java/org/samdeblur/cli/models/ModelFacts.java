package org.samdeblur.cli.models;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.networks.models.KnownModel;
import org.samdeblur.networks.models.KnownModel.Origin;
import org.samdeblur.networks.models.Models;

/** What is said of models. */
final class ModelFacts {
    private static final double MILLION = 1e6;

    private ModelFacts() {}

    /** All that is known of a model, by name of the fact. */
    static Map<String, Object> of(KnownModel model, Models models) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", model.name());
        facts.put("task", model.task().name().toLowerCase(Locale.ROOT));
        facts.put("architecture", model.architecture());
        facts.put("trainedOn", model.trainedOn());
        facts.put("parameters", model.parameters());
        facts.put("licence", model.licence());
        model.page().ifPresent(page -> facts.put("page", page.toString()));
        if (!model.files().isEmpty()) {
            facts.put("file", String.join(", ", model.files()));
        }
        if (model.origin() instanceof Origin.Address place) {
            facts.put("address", place.address().toString());
        }
        model.size().ifPresent(size -> facts.put("size", size));
        model.hash().ifPresent(hash -> facts.put("hash", hash));
        if (model.origin() instanceof Origin.Embedded) {
            facts.put("here", "inside the library");
        } else {
            Optional<Path> here = models.find(model.name());
            here.ifPresentOrElse(
                    path -> facts.put("here", path.toString()), () -> facts.put("toGet", model.howToGet()));
        }
        return facts;
    }

    /** What is known of a model that is in the folder only. */
    static Map<String, Object> of(String name, Path path) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        facts.put("here", path.toString());
        return facts;
    }

    static String millions(KnownModel model) {
        return String.format(Locale.ROOT, "%.1f M", model.parameters() / MILLION);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.0f MB", bytes / MILLION);
    }
}
