package org.samdeblur.evaluation.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;

/**
 * The folders {@code input} and {@code target} of a data set in SAM-Deblur's layout. Immutable.
 *
 * @param parent the folder that contains both
 * @since 0.1.0
 */
public record PairFolders(Path parent) {
    /**
     * Finds the folders in a data set or in one of its parts.
     *
     * @param dataSet the data set
     * @param part the subfolder to look in if the data set itself does not contain both folders: {@code train} or
     *     {@code test}
     * @return the folders; empty if neither contains both
     */
    public static Optional<PairFolders> find(Path dataSet, String part) {
        return Stream.of(dataSet, dataSet.resolve(part))
                .map(PairFolders::new)
                .filter(PairFolders::exist)
                .findFirst();
    }

    /**
     * Finds the folders in a data set or in one of its parts, which must contain them.
     *
     * @param dataSet the data set
     * @param part the subfolder to look in if the data set itself does not contain both folders: {@code train} or
     *     {@code test}
     * @return the folders
     * @throws SamDeblurException if the data set does not exist, or neither contains both folders
     */
    public static PairFolders of(Path dataSet, String part) {
        return find(dataSet, part).orElseThrow(() -> new SamDeblurException(problem(dataSet, part)));
    }

    private static String problem(Path dataSet, String part) {
        return Files.isDirectory(dataSet)
                ? dataSet + " holds no pairs: neither it nor its subfolder " + part
                        + " has the folders input and target"
                : "the folder " + dataSet + " does not exist";
    }

    private boolean exist() {
        return Files.isDirectory(input()) && Files.isDirectory(target());
    }

    /**
     * Returns the folder of blurred images.
     *
     * @return the folder
     */
    public Path input() {
        return parent.resolve("input");
    }

    /**
     * Returns the folder of sharp images.
     *
     * @return the folder
     */
    public Path target() {
        return parent.resolve("target");
    }
}
