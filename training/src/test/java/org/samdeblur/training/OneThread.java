package org.samdeblur.training;

import java.util.OptionalInt;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;

/** One thread of the processor: small networks are slower on several, above all where others want them as well. */
final class OneThread {
    static final BackendOptions OPTIONS = new BackendOptions(Device.cpu(), OptionalInt.of(1));

    private OneThread() {}
}
