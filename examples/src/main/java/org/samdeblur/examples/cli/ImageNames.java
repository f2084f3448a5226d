package org.samdeblur.examples.cli;

import java.nio.file.Path;
import java.util.Locale;
import org.samdeblur.api.Image;

/** What file names say about the images in them. */
final class ImageNames {
    private ImageNames() {}

    static boolean isReadable(Path file) {
        return Image.READABLE_SUFFIXES.contains(suffix(file));
    }

    static boolean isWritable(Path file) {
        return Image.WRITABLE_SUFFIXES.contains(suffix(file));
    }

    static boolean isTensor(Path file) {
        return suffix(file).equals("npy");
    }

    /** Names a deblurred image after its input: the same format if it can be written, else PNG. */
    static Path imageFor(Path input) {
        return isWritable(input) ? input : withSuffix(input, "png");
    }

    /** Names the masks of an image after it. */
    static Path masksFor(Path input) {
        return withSuffix(input, "npz");
    }

    private static Path withSuffix(Path file, String suffix) {
        return file.resolveSibling(stem(file) + "." + suffix);
    }

    /** Returns the file's name without its suffix. */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    static void requireWritable(Path output) {
        if (!isWritable(output)) {
            throw new MisuseException("cannot write an image named " + output.getFileName()
                    + "; end the name in one of " + Image.WRITABLE_SUFFIXES + ", or in / for a folder");
        }
    }

    static String suffix(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
