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
 * Where a network comes from.
 *
 * <p>Sources are serializable; what is serialized is the place, not the network. A path of the default file system is
 * written as its text, so that a relative path is taken from the working directory of the process that reads it; a path of another
 * file system as its URI, which can be read where a file system of that kind is open.
 *
 * @since 0.1.0
 */
public sealed interface ModelSource extends Serializable {
    /**
     * Names the default model inside the library: MAXIM's first stage, fine-tuned. It takes no masks.
     *
     * @return the source
     */
    static ModelSource embedded() {
        return new Embedded(Embedded.DEFAULT);
    }

    /**
     * Names the small model inside the library, a SegNAFNet, which takes masks. It deblurs far less than the default and needs a
     * fraction of its time and memory: for video, previews and slow machines.
     *
     * @return the source
     */
    static ModelSource embeddedFast() {
        return new Embedded(Embedded.FAST);
    }

    /**
     * Names a file or folder: a checkpoint as published ({@code .pth}, {@code .safetensors}), an {@code .onnx} file, a
     * folder of DMPHN's six state dicts, or what else the backend takes.
     *
     * @param path the file or folder
     * @return the source
     */
    static ModelSource of(Path path) {
        return new File(path);
    }

    /**
     * Names a file to be downloaded once, kept in the user's cache folder, and checked every time.
     *
     * @param uri an {@code https}, {@code http} or {@code file} address; its last part must keep the file's suffix
     * @param sha256 the SHA-256 of the file, 64 hexadecimal digits
     * @return the source
     * @throws IllegalArgumentException if the address or the checksum has another form
     */
    static ModelSource of(URI uri, String sha256) {
        return new Download(uri, sha256.toLowerCase(Locale.ROOT));
    }

    /**
     * Names a model of the user's models folder, such as {@code maxim-gopro}. It is looked for when it is loaded; where it is
     * missing, the error says the command that brings it. Nothing is downloaded. {@code Models} in the module {@code
     * org.samdeblur.networks} lists the names that are known, adds files to the folder and downloads published ones.
     *
     * @param name the model's name; {@code embedded} for the one inside the library
     * @return the source
     * @throws IllegalArgumentException if the name has another form than letters, digits, {@code -}, {@code _} and {@code .},
     *     a letter or digit first
     */
    static ModelSource named(String name) {
        return new Named(name);
    }

    /**
     * Names the two files of a segmentation network that was exported in two parts.
     *
     * @param encoder makes the image's embedding
     * @param decoder makes masks of an embedding and prompts, in the signature of Segment Anything's own exporter
     * @return the source
     */
    static ModelSource of(Path encoder, Path decoder) {
        return new EncoderAndDecoder(encoder, decoder);
    }

    /**
     * A model inside the library.
     *
     * @param name its name: {@value #DEFAULT} or {@value #FAST}
     */
    record Embedded(String name) implements ModelSource {
        /** The name of the model that is used unless another is named. */
        public static final String DEFAULT = "embedded";

        /** The name of the small model. */
        public static final String FAST = "embedded-fast";

        private static final Set<String> NAMES = Set.of(DEFAULT, FAST);

        /**
         * Checks the name.
         *
         * @param name its name
         * @throws IllegalArgumentException if there is no model of that name inside the library
         */
        public Embedded {
            if (!isName(name)) {
                throw new IllegalArgumentException("'" + name + "' is not a model inside the library; those are "
                        + String.join(", ", new TreeSet<>(NAMES)));
            }
        }

        /**
         * Returns whether a model inside the library has a name.
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
     * @param path where it lies
     */
    record File(Path path) implements ModelSource {
        /**
         * Checks that there is a path.
         *
         * @param path where it lies
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
     * A model of the user's models folder.
     *
     * @param name the model's name
     */
    record Named(String name) implements ModelSource {
        private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

        /**
         * Checks the name's form.
         *
         * @param name the model's name
         * @throws IllegalArgumentException if the name has another form than letters, digits, {@code -}, {@code _} and {@code
         *     .}, a letter or digit first, 100 at most
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
         * @return whether a model can have this name
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
     * @param encoder makes the image's embedding
     * @param decoder makes masks of an embedding and prompts
     */
    record EncoderAndDecoder(Path encoder, Path decoder) implements ModelSource {
        /**
         * Checks that there are two paths.
         *
         * @param encoder makes the image's embedding
         * @param decoder makes masks of an embedding and prompts
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
     * A file to be downloaded and checked.
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
         * @throws IllegalArgumentException if the address is of another kind than {@code https}, {@code http} and
         *     {@code file}, or the checksum is not 64 hexadecimal digits
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
