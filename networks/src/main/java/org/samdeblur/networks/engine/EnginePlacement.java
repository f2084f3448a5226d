package org.samdeblur.networks.engine;

import java.util.Optional;
import org.samdeblur.api.Device;

/** Where an engine runs. A backend's own placement says besides how its runtime is told so. */
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
}
