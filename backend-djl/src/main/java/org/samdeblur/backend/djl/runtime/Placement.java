package org.samdeblur.backend.djl.runtime;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Device;
import org.samdeblur.networks.engine.DeviceChoice;
import org.samdeblur.networks.engine.EnginePlacement;

/**
 * Where networks run, tried out before it is promised.
 *
 * @param device the device: {@code cpu} or {@code cuda:N}
 * @param note why it is the processor, if the choice was free
 */
public record Placement(Device device, Optional<String> note) implements EnginePlacement {
    /**
     * Finds a place for the wish.
     *
     * @param wanted the device asked for
     * @param pytorch the engine
     * @return the place
     * @throws org.samdeblur.api.DeviceUnavailableException if a device is named and is not available; says what is missing
     */
    public static Placement of(Device wanted, PyTorch pytorch) {
        DeviceChoice choice = DeviceChoice.of(
                wanted,
                PyTorch.NAME,
                List.of(DeviceChoice.Accelerator.ofNvidia("cuda")),
                gpu -> failure(gpu.index(), pytorch));
        return new Placement(choice.device(), choice.note());
    }

    /**
     * Finds out what keeps a GPU from being used.
     *
     * @param index which GPU
     * @param pytorch the engine
     * @return the reason, empty if it works
     */
    public static Optional<String> failure(int index, PyTorch pytorch) {
        if (!pytorch.isBuiltForCuda()) {
            return Optional.of(
                    "this " + pytorch + " was built without CUDA; for NVIDIA GPUs replace pytorch-native-cpu by "
                            + NativeLibrary.snippet("pytorch-native-cu128"));
        }
        if (index >= pytorch.gpus()) {
            return Optional.of("there are " + pytorch.gpus() + " NVIDIA GPUs with a driver that CUDA 12.8 takes");
        }
        try (NDManager manager = pytorch.newManager(ai.djl.Device.gpu(index));
                NDArray one = manager.create(1f)) {
            one.add(one).toFloatArray();
            return Optional.empty();
        } catch (EngineException | IllegalArgumentException e) {
            return Optional.of(Messages.rootCause(e));
        }
    }

    /**
     * Returns the device as the engine names it.
     *
     * @return the engine's device
     */
    public ai.djl.Device engineDevice() {
        return device.isCpu() ? ai.djl.Device.cpu() : ai.djl.Device.gpu(device.index());
    }
}
