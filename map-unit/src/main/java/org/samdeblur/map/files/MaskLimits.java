package org.samdeblur.map.files;

import org.samdeblur.api.InvalidMaskException;

/**
 * Limits on the runs and pixels of the masks in a file. A small file can describe masks with any number of runs and
 * pixels, which could exhaust memory and time. System properties set other limits.
 */
final class MaskLimits {
    /** The system property that sets the limit on runs. */
    static final String RUNS = "samdeblur.maskRuns";

    /** The system property that sets the limit on pixels of all masks in an array together. */
    static final String PIXELS = "samdeblur.maskPixels";

    private static final long DEFAULT_RUNS = 1L << 24;
    private static final long DEFAULT_PIXELS = 1L << 33;

    private final long mostRuns;
    private long runs;

    private MaskLimits(long mostRuns) {
        this.mostRuns = mostRuns;
    }

    /** Returns the limits for reading one file. */
    static MaskLimits ofFile() {
        return new MaskLimits(Long.getLong(RUNS, DEFAULT_RUNS));
    }

    /** Returns an unlimited instance, for masks that are already in memory. */
    static MaskLimits none() {
        return new MaskLimits(Long.MAX_VALUE);
    }

    /** Counts runs of pixels inside a mask. */
    void addRuns(long more) {
        runs += more;
        if (runs > mostRuns) {
            throw new InvalidMaskException("its masks have more than " + mostRuns
                    + " runs of pixels, the limit; the system property " + RUNS + " raises it");
        }
    }

    /** Fails if an array has too many pixels, and would take too long to read. */
    static void requirePixels(long masks, long pixels) {
        long most = Long.getLong(PIXELS, DEFAULT_PIXELS);
        if (masks > most / pixels) {
            throw new InvalidMaskException("its " + masks + " masks of " + pixels + " pixels each are more than "
                    + most + " pixels together, the limit; store run lengths (.json) instead, or raise the limit by the"
                    + " system property " + PIXELS);
        }
    }
}
