package org.samdeblur.networks.models;

import java.util.OptionalLong;

/**
 * Hears how much of a file has been downloaded. Called from the thread that asked for it, several times a second.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DownloadProgress {
    /** Hears nothing. */
    DownloadProgress NONE = (received, total) -> {};

    /**
     * Takes one report. An exception ends the download; what has arrived is kept, and the next download goes on from there.
     *
     * @param received bytes that have arrived, those of an earlier download that was broken off included
     * @param total bytes in all, if that is known
     */
    void report(long received, OptionalLong total);
}
