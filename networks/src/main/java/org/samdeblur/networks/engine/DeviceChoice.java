package org.samdeblur.networks.engine;

import java.util.Optional;
import java.util.function.IntFunction;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;

/**
 * What a wish for a device leads to in a runtime that drives NVIDIA GPUs and the processor. A device that is named is had or
 * refused; a free choice falls back to the processor.
 *
 * @param device the device, never {@link Device#auto()}
 * @param note why it is the processor, if the choice was free
 * @since 0.1.0
 */
public record DeviceChoice(Device device, Optional<String> note) {
    /**
     * Chooses a device.
     *
     * @param wanted the wish: {@code auto}, {@code cpu}, {@code gpu} or {@code cuda}
     * @param runtime the runtime's name, for people
     * @param gpuKind the kind of device that its GPUs are said to be
     * @param failure tries the GPU of an index out; tells what keeps it from being used, or nothing
     * @return the choice
     * @throws DeviceUnavailableException if a device is named and is not available; says what is missing
     */
    public static DeviceChoice of(
            Device wanted, String runtime, String gpuKind, IntFunction<Optional<String>> failure) {
        return switch (wanted.kind()) {
            case "cpu" -> new DeviceChoice(Device.cpu(), Optional.empty());
            case "auto" ->
                failure.apply(0)
                        .map(reason -> new DeviceChoice(Device.cpu(), Optional.of("runs on the processor: " + reason)))
                        .orElseGet(() -> new DeviceChoice(new Device(gpuKind, 0), Optional.empty()));
            case "gpu", "cuda" -> {
                failure.apply(wanted.index()).ifPresent(reason -> {
                    throw new DeviceUnavailableException("device " + wanted + " is not available: " + reason);
                });
                yield new DeviceChoice(new Device(gpuKind, wanted.index()), Optional.empty());
            }
            default ->
                throw new DeviceUnavailableException(
                        runtime + " has no device " + wanted + " here; write auto, cpu, gpu or cuda");
        };
    }
}
