package org.samdeblur.networks.engine;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.api.Precision;

/**
 * Where an engine runs. A backend's own placement says besides how its runtime is told so.
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
     * Returns why the device is not the best one might expect.
     *
     * @return the reason, if the choice was left to the engine and it fell back
     */
    Optional<String> note();

    /**
     * Lists what the device computes in natively.
     *
     * @return the precisions, first the one that {@link Precision#AUTO} stands for: the fastest in which networks are known to lose
     *     less than 0.02 dB; 32-bit floats by default
     */
    default List<Precision> precisions() {
        return List.of(Precision.FLOAT32);
    }
}
