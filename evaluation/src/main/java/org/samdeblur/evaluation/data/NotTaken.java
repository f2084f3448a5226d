package org.samdeblur.evaluation.data;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.samdeblur.api.Image;

/**
 * What a folder holds besides its images: files whose names have other suffixes, hidden images, and links that are not followed or lead
 * nowhere. Hidden files of other kinds, which systems leave everywhere, are no part of it.
 *
 * @since 0.1.0
 */
public final class NotTaken {
    private static final int MOST_NAMED = 20;
    private static final String APPLE_DOUBLE = "._";

    private NotTaken() {}

    /**
     * Returns whether a file that is not taken deserves mention.
     *
     * @param file what a walk over a folder found and does not take as an image
     * @return false for folders and for what systems and programs keep in hidden files
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
     * Words that there is no image.
     *
     * @param files the files of a folder, none of them an image
     * @return the folder, and what it holds instead
     */
    public static String noImages(NamedFiles files) {
        return noImages(files.folder(), files.others());
    }

    /**
     * Words that there is no image.
     *
     * @param folder the folder
     * @param files what it holds instead
     * @return the folder, and what it holds instead
     */
    public static String noImages(Path folder, List<Path> files) {
        return "there are no images in " + folder + (files.isEmpty() ? "" : "; " + describe(folder, files));
    }

    /**
     * Words what is not taken.
     *
     * @param folder the folder
     * @param files what it holds besides images, one or more
     * @return how many they are, the names of the first of them within the folder, and what is taken
     */
    public static String describe(Path folder, List<Path> files) {
        String names = files.stream()
                .limit(MOST_NAMED)
                .map(file -> folder.relativize(file).toString())
                .collect(Collectors.joining(", "));
        int more = files.size() - MOST_NAMED;
        return files.size() + (files.size() == 1 ? " file in " : " files in ") + folder
                + (files.size() == 1 ? " is not taken: " : " are not taken: ") + names
                + (more > 0 ? " and " + more + " more" : "") + " (images end in "
                + Image.READABLE_SUFFIXES.stream().map(suffix -> "." + suffix).collect(Collectors.joining(", ")) + ")";
    }
}
