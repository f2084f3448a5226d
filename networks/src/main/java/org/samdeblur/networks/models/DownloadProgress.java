package org.samdeblur.networks.models;

import java.util.OptionalLong;

/**
 * Receives the progress of a download. Called from the downloading thread, several times a second.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DownloadProgress {
    /** Ignores the progress. */
    DownloadProgress NONE = (received, total) -> {};

    /**
     * Receives a report. An exception stops the download; what has been received is kept, and the next download
     * resumes from there.
     *
     * @param received bytes received, including those of an earlier download that was interrupted
     * @param total bytes of the whole file, if known
     */
    void report(long received, OptionalLong total);
}
