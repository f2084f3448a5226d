package org.samdeblur.networks.models;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.samdeblur.networks.models.KnownModel.Origin;
import org.samdeblur.networks.models.KnownModel.Task;

/** The models that are known by name, as the resource {@code models.json} lists them. */
final class Catalogue {
    private static final String RESOURCE = "models.json";

    private Catalogue() {}

    private static final class Holder {
        private static final List<KnownModel> MODELS = read();
    }

    static List<KnownModel> models() {
        return Holder.MODELS;
    }

    private static List<KnownModel> read() {
        try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            List<?> models = (List<?>) JSON.std.mapFrom(in).get("models");
            return models.stream().map(model -> model((Map<?, ?>) model)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the library's own " + RESOURCE + " cannot be read", e);
        }
    }

    private static KnownModel model(Map<?, ?> facts) {
        return new KnownModel(
                text(facts, "name").orElseThrow(),
                Task.valueOf(text(facts, "task").orElseThrow().toUpperCase(Locale.ROOT)),
                text(facts, "architecture").orElseThrow(),
                text(facts, "trainedOn").orElseThrow(),
                number(facts, "parameters").orElseThrow(),
                text(facts, "licence").orElseThrow(),
                text(facts, "page").map(URI::create),
                files(facts),
                number(facts, "size"),
                text(facts, "hash"),
                origin(facts));
    }

    private static Origin origin(Map<?, ?> facts) {
        if (facts.containsKey("embedded")) {
            return new Origin.Embedded();
        }
        return text(facts, "address")
                .<Origin>map(address -> new Origin.Address(URI.create(address)))
                .or(() -> text(facts, "command").map(Origin.Client::new))
                .orElseGet(Origin.Page::new);
    }

    private static List<String> files(Map<?, ?> facts) {
        return facts.get("files") instanceof List<?> files
                ? files.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Optional<String> text(Map<?, ?> facts, String name) {
        return Optional.ofNullable((String) facts.get(name));
    }

    private static OptionalLong number(Map<?, ?> facts, String name) {
        return facts.get(name) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }
}
