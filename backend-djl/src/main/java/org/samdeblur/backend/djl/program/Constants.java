package org.samdeblur.backend.djl.program;

import org.samdeblur.backend.djl.operator.Value;

/** Provides the constants of a program for a run: loaded ones, or parameters in training. */
@FunctionalInterface
public interface Constants {
    /**
     * Finds a constant.
     *
     * @param name its name
     * @return its value, which the caller does not own
     */
    Value get(String name);
}
