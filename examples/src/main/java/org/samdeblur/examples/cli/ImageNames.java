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

    /** Names the output after its input: the same format if it can be written, else PNG. */
    static Path outputFor(Path input) {
        if (isWritable(input)) {
            return input;
        }
        String name = input.getFileName().toString();
        return input.resolveSibling(
                name.substring(0, name.length() - suffix(input).length() - 1) + ".png");
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
