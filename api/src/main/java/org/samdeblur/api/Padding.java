package org.samdeblur.api;

/** What fills an image up, right and bottom, to the size its network needs. */
public enum Padding {
    /** Zeros, as the published code does. */
    ZERO,
    /** The image mirrored at its last row and column, which keeps a dark rim off the edge. */
    REFLECT
}
