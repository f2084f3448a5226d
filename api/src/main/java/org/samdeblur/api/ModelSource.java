package org.samdeblur.api;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The source of a network. Immutable.
 *
 * <p>Sources are serializable. The serialized form holds the location, not the network. A path on the default file
 * system is stored as text, so that a relative path is resolved against the working directory of the process that
 * deserializes it. A path on another file system is stored as its URI, and can be deserialized where that file system
 * is open.
 *
 * @since 0.1.0
 */
public sealed interface ModelSource extends Serializable {
    /**
     * Returns the default model, which is included in the library: MAXIM's first stage, fine-tuned. It takes no masks.
     *
     * @return the source
     */
    static ModelSource embedded() {
        return new Embedded(Embedded.DEFAULT);
    }

    /**
     * Returns the small model that is included in the library, a SegNAFNet, which takes masks. It deblurs far less than
     * the default, in a fraction of the time and memory. Use it for video, previews and slow machines.
     *
     * @return the source
     */
    static ModelSource embeddedFast() {
        return new Embedded(Embedded.FAST);
    }

    /**
     * Returns a file or folder as a source: a checkpoint as published ({@code .pth}, {@code .safetensors}), an {@code
     * .onnx} file, a folder with DMPHN's six state dicts, or another kind of model that the backend supports.
     *
     * @param path the file or folder
     * @return the source
     */
    static ModelSource of(Path path) {
        return new File(path);
    }

    /**
     * Returns a file to download as a source. It is downloaded once, kept in the user's cache folder, and its checksum
     * is verified each time it is loaded.
     *
     * @param uri an {@code https}, {@code http} or {@code file} address; its last part must keep the file's suffix
     * @param sha256 the SHA-256 of the file, 64 hexadecimal digits
     * @return the source
     * @throws IllegalArgumentException if the address has another scheme, or the checksum is not 64 hexadecimal digits
     */
    static ModelSource of(URI uri, String sha256) {
        return new Download(uri, sha256.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns a model in the user's models folder as a source, such as {@code maxim-gopro}. The folder is searched when
     * the model is loaded. Nothing is downloaded: if the model is missing, the error message names the command that
     * adds it. {@code Models} in the module {@code org.samdeblur.networks} lists the known names, adds files to the
     * folder and downloads published models.
     *
     * @param name the model's name; {@value Embedded#DEFAULT} and {@value Embedded#FAST} are included in the library
     * @return the source
     * @throws IllegalArgumentException if the name has characters other than letters, digits, {@code -}, {@code _} and
     *     {@code .}, does not begin with a letter or digit, or is longer than 100 characters
     */
    static ModelSource named(String name) {
        return new Named(name);
    }

    /**
     * Returns a segmentation network that was exported as two files.
     *
     * @param encoder computes the image embedding
     * @param decoder computes masks from an embedding and prompts, with the inputs and outputs of Segment Anything's
     *     exporter
     * @return the source
     */
    static ModelSource of(Path encoder, Path decoder) {
        return new EncoderAndDecoder(encoder, decoder);
    }

    /**
     * A model that is included in the library.
     *
     * @param name its name: {@value #DEFAULT} or {@value #FAST}
     */
    record Embedded(String name) implements ModelSource {
        /** The name of the default model. */
        public static final String DEFAULT = "embedded";

        /** The name of the small model. */
        public static final String FAST = "embedded-fast";

        private static final Set<String> NAMES = Set.of(DEFAULT, FAST);

        /**
         * Checks the name.
         *
         * @param name its name
         * @throws IllegalArgumentException if the library includes no model of that name
         */
        public Embedded {
            if (!isName(name)) {
                throw new IllegalArgumentException("'" + name + "' is not a model inside the library; those are "
                        + String.join(", ", new TreeSet<>(NAMES)));
            }
        }

        /**
         * Returns whether a text is the name of an included model.
         *
         * @param text any text
         * @return true for {@value #DEFAULT} and {@value #FAST}
         */
        public static boolean isName(String text) {
            return NAMES.contains(text);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A file or folder.
     *
     * @param path the path of the file or folder
     */
    record File(Path path) implements ModelSource {
        /**
         * Checks that there is a path.
         *
         * @param path the path of the file or folder
         */
        public File {
            Objects.requireNonNull(path, "path");
        }

        private Object writeReplace() {
            return new Serialized(SerializedPath.of(path));
        }

        private record Serialized(SerializedPath path) implements Serializable {
            private static final long serialVersionUID = 1;

            private Object readResolve() throws InvalidObjectException {
                return new File(path.toPath());
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A model in the user's models folder.
     *
     * @param name the model's name
     */
    record Named(String name) implements ModelSource {
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

        /**
         * Checks the name's form.
         *
         * @param name the model's name
         * @throws IllegalArgumentException if the name has characters other than letters, digits, {@code -}, {@code _}
         *     and {@code .}, does not begin with a letter or digit, or is longer than 100 characters
         */
        public Named {
            if (!isName(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is not a model's name: it has letters, digits, '-', '_'"
                                + " and '.', begins with a letter or digit, and is at most 100 characters long");
            }
        }

        /**
         * Returns whether a text has the form of a model's name.
         *
         * @param text any text
         * @return true if a model can have this name
         */
        public static boolean isName(String text) {
            return FORM.matcher(text).matches();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * The two parts of a segmentation network.
     *
     * @param encoder computes the image embedding
     * @param decoder computes masks from an embedding and prompts
     */
    record EncoderAndDecoder(Path encoder, Path decoder) implements ModelSource {
        /**
         * Checks that there are two paths.
         *
         * @param encoder computes the image embedding
         * @param decoder computes masks from an embedding and prompts
         */
        public EncoderAndDecoder {
            Objects.requireNonNull(encoder, "encoder");
            Objects.requireNonNull(decoder, "decoder");
        }

        private Object writeReplace() {
            return new Serialized(SerializedPath.of(encoder), SerializedPath.of(decoder));
        }

        private record Serialized(SerializedPath encoder, SerializedPath decoder) implements Serializable {
            private static final long serialVersionUID = 1;

            private Object readResolve() throws InvalidObjectException {
                return new EncoderAndDecoder(encoder.toPath(), decoder.toPath());
            }
        }

        @Override
        public String toString() {
            return encoder + " with " + decoder;
        }
    }

    /**
     * A file that is downloaded and verified.
     *
     * @param uri the address of the file
     * @param sha256 its checksum in lower-case hexadecimal digits
     */
    record Download(URI uri, String sha256) implements ModelSource {
        private static final Set<String> SCHEMES = Set.of("https", "http", "file");

        /**
         * Checks the address and the checksum's form.
         *
         * @param uri the address of the file
         * @param sha256 its checksum in lower-case hexadecimal digits
         * @throws IllegalArgumentException if the address has a scheme other than {@code https}, {@code http} and
         *     {@code file}, or the checksum is not 64 lower-case hexadecimal digits
         */
        public Download {
            if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("'" + uri + "' is not an https, http or file address");
            }
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256 of 64 hexadecimal digits");
            }
        }

        @Override
        public String toString() {
            return uri.toString();
        }
    }
}
