package org.samdeblur.cli.files;

import java.nio.file.Path;
import java.util.Locale;
import org.samdeblur.api.Image;
import org.samdeblur.cli.console.MisuseException;

/** File names of images. */
public final class ImageNames {
    private ImageNames() {}

    /**
     * Returns whether images of this suffix can be read.
     *
     * @param file the file
     * @return whether they can
     */
    public static boolean isReadable(Path file) {
        return Image.READABLE_SUFFIXES.contains(suffix(file));
    }

    /**
     * Returns whether images of this suffix can be written.
     *
     * @param file the file
     * @return whether they can
     */
    public static boolean isWritable(Path file) {
        return Image.WRITABLE_SUFFIXES.contains(suffix(file));
    }

    /**
     * Returns whether a file holds a tensor.
     *
     * @param file the file
     * @return whether it is {@code .npy}
     */
    public static boolean isTensor(Path file) {
        return suffix(file).equals("npy");
    }

    /**
     * Names a deblurred image after its input: the same format if it can be written, else PNG.
     *
     * @param input the input
     * @return the output's name
     */
    public static Path imageFor(Path input) {
        return isWritable(input) ? input : withSuffix(input, "png");
    }

    /**
     * Names the masks of an image after it.
     *
     * @param input the image
     * @return the masks' name
     */
    public static Path masksFor(Path input) {
        return withSuffix(input, "npz");
    }

    private static Path withSuffix(Path file, String suffix) {
        return file.resolveSibling(stem(file) + "." + suffix);
    }

    /**
     * Returns the file's name without its suffix.
     *
     * @param file the file
     * @return its name without its suffix
     */
    public static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /**
     * Refuses suffixes that cannot be written.
     *
     * @param output the file of an image
     */
    public static void requireWritable(Path output) {
        if (!isWritable(output)) {
            throw new MisuseException("cannot write an image named " + output.getFileName()
                    + "; end the name in one of " + Image.WRITABLE_SUFFIXES + ", or in / for a folder");
        }
    }

    /**
     * Returns the suffix of a file.
     *
     * @param file the file
     * @return the suffix in lower case, without the dot
     */
    public static String suffix(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
