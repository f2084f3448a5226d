package org.samdeblur.networks.engine;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.api.Precision;

/**
 * The device that an engine runs on. A backend's implementation adds what its own runtime needs to use that device.
 *
 * @since 0.1.0
 */
public interface EnginePlacement {
    /**
     * Returns the device.
     *
     * @return never {@link Device#auto()}
     */
    Device device();

    /**
     * Returns why an accelerator is not used.
     *
     * @return the reason, if the request was {@link Device#auto()} and the engine fell back to the processor
     */
    Optional<String> note();

    /**
     * Lists the precisions that the device computes in natively.
     *
     * @return the precisions; only 32-bit floats by default. The first one is what {@link Precision#AUTO} selects: the
     *     fastest with which networks are known to lose less than 0.02 dB
     */
    default List<Precision> precisions() {
        return List.of(Precision.FLOAT32);
    }
}
