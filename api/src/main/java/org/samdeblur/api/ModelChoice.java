package org.samdeblur.api;

import java.io.Serializable;
import java.util.Optional;

/** The deblurring network or the segmenter that the user chose. */
sealed interface ModelChoice<T> extends Serializable {
    /** An object that stays owned by the caller. */
    record Given<T>(T object) implements ModelChoice<T> {
        private static final long serialVersionUID = 1;
    }

    /** Files to load it from. */
    record FromSource<T>(ModelSource from) implements ModelChoice<T> {
        private static final long serialVersionUID = 1;
    }

    /** Empty for an object. */
    default Optional<ModelSource> source() {
        return this instanceof FromSource<T> chosen ? Optional.of(chosen.from()) : Optional.empty();
    }
}
