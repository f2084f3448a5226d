package org.samdeblur.spark.archive;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The marks of images that are done: empty files in a folder {@value #FOLDER} of the output folder. A mark's name has the image's name,
 * a checksum of its path, its size and its modification time, so that listing the folder tells everything. The mark is made after the
 * output, so that an output with a mark is whole.
 */
final class Done {
    static final String FOLDER = "_samdeblur";

    private Done() {}

    /** Returns the path of an image's mark within the output folder. */
    static String markOf(ArchiveImage image) {
        return prefixOf(image) + image.length() + "-" + image.modified();
    }

    /** Returns what the marks of all versions of an image begin with. */
    static String prefixOf(ArchiveImage image) {
        CRC32 checksum = new CRC32();
        checksum.update(image.path().getBytes(StandardCharsets.UTF_8));
        return FOLDER + "/" + image.name() + String.format(".%08x-", checksum.getValue());
    }

    /** Returns what the marks of all versions of the same image begin with. */
    static String prefixOf(String mark) {
        int time = mark.lastIndexOf('-');
        int length = time < 0 ? -1 : mark.lastIndexOf('-', time - 1);
        return length < 0 ? mark : mark.substring(0, length + 1);
    }
}
