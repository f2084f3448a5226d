package org.samdeblur.networks.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;

/**
 * What a wish for a device leads to in a runtime that has accelerators besides the processor. A device that is named is used or
 * refused; a free choice falls back to the processor.
 *
 * @param device the device, never {@link Device#auto()}
 * @param note why it is the processor, if the choice was free
 * @since 0.1.0
 */
public record DeviceChoice(Device device, Optional<String> note) {
    /**
     * A kind of accelerator.
     *
     * @param kind the kind of its devices
     * @param names how users may call it
     */
    public record Accelerator(String kind, List<String> names) {
        /**
         * Makes NVIDIA GPUs a kind of accelerator.
         *
         * @param kind what the runtime calls them
         * @return the accelerator, called {@code gpu} and {@code cuda}
         */
        public static Accelerator ofNvidia(String kind) {
            return new Accelerator(kind, List.of("gpu", "cuda"));
        }
    }

    /**
     * Chooses a device.
     *
     * @param wanted the wish
     * @param runtime the runtime's name, for people
     * @param accelerators what it drives besides the processor; a free choice falls on the first one's first device
     * @param failure tries a device out; tells what keeps it from being used, or nothing
     * @return the choice
     * @throws DeviceUnavailableException if a device is named and is not available; says what is missing
     */
    public static DeviceChoice of(
            Device wanted, String runtime, List<Accelerator> accelerators, Function<Device, Optional<String>> failure) {
        if (wanted.isCpu()) {
            return new DeviceChoice(Device.cpu(), Optional.empty());
        }
        if (wanted.isAuto()) {
            Device first = new Device(accelerators.get(0).kind(), 0);
            return failure.apply(first)
                    .map(reason -> new DeviceChoice(Device.cpu(), Optional.of("runs on the processor: " + reason)))
                    .orElseGet(() -> new DeviceChoice(first, Optional.empty()));
        }
        Device named = accelerators.stream()
                .filter(accelerator -> accelerator.names().contains(wanted.kind()))
                .map(accelerator -> new Device(accelerator.kind(), wanted.index()))
                .findFirst()
                .orElseThrow(() -> new DeviceUnavailableException(
                        runtime + " has no device " + wanted + " here; write " + choices(accelerators)));
        failure.apply(named).ifPresent(reason -> {
            throw new DeviceUnavailableException("device " + wanted + " is not available: " + reason);
        });
        return new DeviceChoice(named, Optional.empty());
    }

    private static String choices(List<Accelerator> accelerators) {
        List<String> names = Stream.concat(
                        Stream.of("auto", "cpu"), accelerators.stream().flatMap(kind -> kind.names().stream()))
                .toList();
        int last = names.size() - 1;
        return names.subList(0, last).stream().collect(Collectors.joining(", ")) + " or " + names.get(last);
    }
}
