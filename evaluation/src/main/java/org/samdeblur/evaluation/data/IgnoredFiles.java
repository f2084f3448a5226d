package org.samdeblur.evaluation.data;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.samdeblur.api.Image;

/**
 * Describes files in a folder that are not used as images: files with other suffixes, hidden images, and links that
 * are broken or not followed. Other hidden files, such as those that operating systems create, are not mentioned.
 *
 * @since 0.1.0
 */
public final class IgnoredFiles {
    private static final int MOST_NAMED = 20;
    private static final String APPLE_DOUBLE = "._";

    private IgnoredFiles() {}

    /**
     * Returns whether a file that is not used should be mentioned.
     *
     * @param file a file in the folder that is not used as an image
     * @return false for folders and for hidden files other than images
     */
    public static boolean deservesMention(Path file) {
        String name = String.valueOf(file.getFileName());
        boolean isHidden = name.startsWith(".");
        boolean isHiddenImage = isHidden && !name.startsWith(APPLE_DOUBLE) && hasImageSuffix(name);
        return !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && (!isHidden || isHiddenImage);
    }

    private static boolean hasImageSuffix(String name) {
        return Image.READABLE_SUFFIXES.contains(
                name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Returns a message that a folder contains no images.
     *
     * @param files the files of a folder, none of them an image
     * @return the message, which names the folder and the files it contains instead
     */
    public static String noImages(NamedFiles files) {
        return noImages(files.folder(), files.others());
    }

    /**
     * Returns a message that a folder contains no images.
     *
     * @param folder the folder
     * @param files its files
     * @return the message, which names the folder and what it contains instead
     */
    public static String noImages(Path folder, List<Path> files) {
        return "there are no images in " + folder + (files.isEmpty() ? "" : "; " + describe(folder, files));
    }

    /**
     * Returns a message about files that are not used.
     *
     * @param folder the folder
     * @param files its files that are not used, at least one
     * @return their number, the names of the first ones, and the formats that are read
     */
    public static String describe(Path folder, List<Path> files) {
        String names = files.stream()
                .limit(MOST_NAMED)
                .map(file -> folder.relativize(file).toString())
                .collect(Collectors.joining(", "));
        int more = files.size() - MOST_NAMED;
        return files.size() + (files.size() == 1 ? " file in " : " files in ") + folder
                + (files.size() == 1 ? " is ignored: " : " are ignored: ") + names
                + (more > 0 ? " and " + more + " more" : "") + " (images end in "
                + Image.READABLE_SUFFIXES.stream().map(suffix -> "." + suffix).collect(Collectors.joining(", ")) + ")";
    }
}
