package org.samdeblur.backend.djl.program;

import org.samdeblur.backend.djl.operator.Value;

/** Where a run finds a program's constants: loaded ones, or parameters that are being trained. */
@FunctionalInterface
public interface Constants {
    /**
     * Finds a constant.
     *
     * @param name its name
     * @return its value, which stays its owner's
     */
    Value get(String name);
}
