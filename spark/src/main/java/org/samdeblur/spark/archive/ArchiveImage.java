package org.samdeblur.spark.archive;

import java.io.Serializable;

/**
 * An image file.
 *
 * @param path where it lies, as a URI
 * @param name its path within the folder that was searched, with {@code /} between folders
 * @param length its size in bytes
 * @param modified when it was last modified, in milliseconds since 1970
 */
public record ArchiveImage(String path, String name, long length, long modified) implements Serializable {
    /**
     * Returns the name without its suffix.
     *
     * @return such as {@code holiday/beach}
     */
    public String stem() {
        int dot = name.lastIndexOf('.');
        return dot <= name.lastIndexOf('/') ? name : name.substring(0, dot);
    }

    /**
     * Returns the suffix of the name.
     *
     * @return in lower case, without the dot; empty if there is none
     */
    public String suffix() {
        return suffixOf(name);
    }

    static String suffixOf(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= name.lastIndexOf('/') ? "" : name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
    }
}
