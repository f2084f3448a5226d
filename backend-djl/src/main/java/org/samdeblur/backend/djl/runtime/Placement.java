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
 * The device that networks run on, tested before it is used.
 *
 * @param device the device: {@code cpu} or {@code cuda:N}
 * @param note why the processor is used although the request was {@code auto}
 */
public record Placement(Device device, Optional<String> note) implements EnginePlacement {
    /**
     * Chooses the device for a request.
     *
     * @param wanted the requested device
     * @param pytorch the engine
     * @return the placement
     * @throws org.samdeblur.api.DeviceUnavailableException if a requested device is not available; the message states
     *     what is missing
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
     * Tests a GPU by computing on it.
     *
     * @param index the index of the GPU
     * @param pytorch the engine
     * @return why it cannot be used; empty if it works
     */
    public static Optional<String> failure(int index, PyTorch pytorch) {
        if (!pytorch.isBuiltForCuda()) {
            return Optional.of(
                    "this " + pytorch + " was built without CUDA; for NVIDIA GPUs replace pytorch-native-cpu by "
                            + NativeLibrary.snippet("pytorch-native-cu128"));
        }
        if (index >= pytorch.gpus()) {
            return Optional.of("there are " + pytorch.gpus() + " NVIDIA GPUs with a driver that supports CUDA 12.8");
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
     * Returns DJL's object for the device.
     *
     * @return the engine's device
     */
    public ai.djl.Device engineDevice() {
        return device.isCpu() ? ai.djl.Device.cpu() : ai.djl.Device.gpu(device.index());
    }
}
