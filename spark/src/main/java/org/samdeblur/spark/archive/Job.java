package org.samdeblur.spark.archive;

import java.io.Serializable;
import java.util.List;

/**
 * An image and the file that is made of it.
 *
 * @param image the image
 * @param output the file's path within the output folder
 * @param stale marks of earlier versions of the image, to be removed once the file is there
 */
public record Job(ArchiveImage image, String output, List<String> stale) implements Serializable {
    /**
     * Copies the list.
     *
     * @param image the image
     * @param output the file's path within the output folder
     * @param stale marks of earlier versions
     */
    public Job {
        stale = List.copyOf(stale);
    }
}
