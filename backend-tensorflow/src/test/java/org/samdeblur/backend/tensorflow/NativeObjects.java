package org.samdeblur.backend.tensorflow;

import org.bytedeco.javacpp.Pointer;

/** Native objects that Java owns, as JavaCPP counts them: sessions of compiled graphs, and memory passed to TensorFlow. */
final class NativeObjects {
    private NativeObjects() {}

    /** Returns how many have been neither released nor collected. */
    static long count() {
        return Pointer.totalCount();
    }
}
