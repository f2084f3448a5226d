package org.samdeblur.training;

import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.Device;

/** One thread of the processor: small networks are slower on several, above all where others want them as well. */
final class OneThread {
    static final BackendOptions OPTIONS =
            BackendOptions.DEFAULT.withDevice(Device.cpu()).withThreads(1);

    private OneThread() {}
}
