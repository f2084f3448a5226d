package org.samdeblur.networks.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;

/**
 * The device that a runtime uses for a requested one. A device requested by name is used, or the request fails. {@link
 * Device#auto()} means the first accelerator that works, else the processor.
 *
 * @param device the device, never {@link Device#auto()}
 * @param note why the processor is used although the request was {@link Device#auto()}; empty in all other cases
 * @since 0.1.0
 */
public record DeviceChoice(Device device, Optional<String> note) {
    /**
     * A kind of accelerator.
     *
     * @param kind the kind of its devices
     * @param names the names under which users may request it
     */
    public record Accelerator(String kind, List<String> names) {
        /**
         * Returns the kind that stands for NVIDIA GPUs.
         *
         * @param kind what the runtime calls them
         * @return the kind, with the names {@code gpu} and {@code cuda}
         */
        public static Accelerator ofNvidia(String kind) {
            return new Accelerator(kind, List.of("gpu", "cuda"));
        }
    }

    /**
     * Chooses a device.
     *
     * @param wanted the requested device
     * @param runtime the runtime's name, for messages
     * @param accelerators the runtime's accelerators, at least one; {@link Device#auto()} tries the first device of the
     *     first one
     * @param failure tries a device; returns why it cannot be used, or empty if it can
     * @return the choice
     * @throws DeviceUnavailableException if the requested device is not available; the message states the reason
     */
    public static DeviceChoice of(
            Device wanted, String runtime, List<Accelerator> accelerators, Function<Device, Optional<String>> failure) {
        return of(wanted, runtime, accelerators.subList(0, 1), accelerators, failure);
    }

    /**
     * Chooses a device of a runtime for which {@link Device#auto()} may mean several accelerators, or a name more than
     * one.
     *
     * @param wanted the requested device
     * @param runtime the runtime's name, for messages
     * @param automatic the accelerators that {@link Device#auto()} tries, in order; at least one
     * @param accelerators all accelerators of the runtime. Those with the requested name are tried in order
     * @param failure tries a device; returns why it cannot be used, or empty if it can
     * @return the choice
     * @throws DeviceUnavailableException if the requested device is not available; the message states the reason
     */
    public static DeviceChoice of(
            Device wanted,
            String runtime,
            List<Accelerator> automatic,
            List<Accelerator> accelerators,
            Function<Device, Optional<String>> failure) {
        if (wanted.isCpu()) {
            return new DeviceChoice(Device.cpu(), Optional.empty());
        }
        List<String> reasons = new ArrayList<>();
        if (wanted.isAuto()) {
            return firstWorking(automatic, 0, failure, reasons)
                    .orElseGet(() -> new DeviceChoice(
                            Device.cpu(), Optional.of("runs on the processor: " + String.join("; ", reasons))));
        }
        List<Accelerator> named = accelerators.stream()
                .filter(accelerator -> accelerator.names().contains(wanted.kind()))
                .toList();
        if (named.isEmpty()) {
            throw new DeviceUnavailableException(
                    runtime + " has no device " + wanted + " here; write " + choices(accelerators));
        }
        return firstWorking(named, wanted.index(), failure, reasons)
                .orElseThrow(() -> new DeviceUnavailableException(
                        "device " + wanted + " is not available: " + String.join("; ", reasons)));
    }

    private static Optional<DeviceChoice> firstWorking(
            List<Accelerator> candidates, int index, Function<Device, Optional<String>> failure, List<String> reasons) {
        for (Accelerator candidate : candidates) {
            Device device = new Device(candidate.kind(), index);
            Optional<String> reason = failure.apply(device);
            if (reason.isEmpty()) {
                return Optional.of(new DeviceChoice(device, Optional.empty()));
            }
            reasons.add(reason.get());
        }
        return Optional.empty();
    }

    private static String choices(List<Accelerator> accelerators) {
        List<String> names = Stream.concat(
                        Stream.of("auto", "cpu"), accelerators.stream().flatMap(kind -> kind.names().stream()))
                .distinct()
                .toList();
        int last = names.size() - 1;
        return names.subList(0, last).stream().collect(Collectors.joining(", ")) + " or " + names.get(last);
    }
}
