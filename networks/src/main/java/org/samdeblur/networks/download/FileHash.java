package org.samdeblur.networks.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The hash of a file's content.
 *
 * @param algorithm how it is computed
 * @param digits the hash in lower-case hexadecimal digits
 */
public record FileHash(Algorithm algorithm, String digits) {
    /** The algorithms that publishers use. */
    public enum Algorithm {
        /** SHA-256. */
        SHA256("SHA-256", 64),
        /** SHA-1, which guards against damage but not against a forger. */
        SHA1("SHA-1", 40);

        private final String title;
        private final int length;

        Algorithm(String title, int length) {
            this.title = title;
            this.length = length;
        }

        private MessageDigest newDigest() {
            try {
                return MessageDigest.getInstance(title);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has " + title, e);
            }
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /**
     * Checks the number of digits.
     *
     * @param algorithm how it is computed
     * @param digits the hash in lower-case hexadecimal digits
     * @throws IllegalArgumentException if there are too many or too few, or other characters
     */
    public FileHash {
        if (!digits.matches("[0-9a-f]{" + algorithm.length + "}")) {
            throw new IllegalArgumentException(
                    "'" + digits + "' is not a " + algorithm + " of " + algorithm.length + " hexadecimal digits");
        }
    }

    /**
     * Reads a hash with its algorithm.
     *
     * @param text such as {@code sha256:0123…}
     * @return the hash
     * @throws IllegalArgumentException if it has another form
     */
    public static FileHash parse(String text) {
        String[] parts = text.split(":", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not of the form ALGORITHM:DIGITS");
        }
        return new FileHash(Algorithm.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1]);
    }

    /**
     * Computes the SHA-256 of a file.
     *
     * @param file the file
     * @return its hash
     * @throws IOException if it cannot be read
     */
    public static FileHash sha256(Path file) throws IOException {
        return of(Algorithm.SHA256, file);
    }

    /**
     * Computes the hash of another file by the same algorithm.
     *
     * @param file the file
     * @return its hash
     * @throws IOException if it cannot be read
     */
    public FileHash alike(Path file) throws IOException {
        return of(algorithm, file);
    }

    private static FileHash of(Algorithm algorithm, Path file) throws IOException {
        MessageDigest digest = algorithm.newDigest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return new FileHash(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    /**
     * Returns the form that {@link #parse} reads.
     *
     * @return such as {@code sha256:0123…}
     */
    @Override
    public String toString() {
        return algorithm.name().toLowerCase(Locale.ROOT) + ":" + digits;
    }
}
