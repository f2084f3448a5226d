package org.samdeblur.backend.openvino;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.openvino.runtime.CompiledModel;
import org.samdeblur.backend.openvino.runtime.NativeModel;
import org.samdeblur.backend.openvino.runtime.OpenVinoException;

/**
 * One network, compiled for the sizes of what goes in. Safe for many threads.
 *
 * <p>Compiled for any size, OpenVINO cannot plan the memory of networks that reshape their values: MAXIM takes four times as much as
 * compiled for one size. But that takes time for every new size, a second or more. So a large image has the network compiled for its
 * size, which is kept for images alike, as tiles are; small images, and inputs of several kinds, as prompts are, share one for all sizes.
 */
final class SizedModels implements AutoCloseable {
    /** An image of so many values is large: about 300×300 pixels. */
    private static final long LARGE = 1L << 18;

    private final NativeModel model;
    private final Optional<List<int[]>> shapes;
    private final String device;
    private final Map<String, String> properties;

    private CompiledModel forAnySize;
    private CompiledModel forOneSize;
    private int[] oneSize = {};

    private SizedModels(
            NativeModel model, Optional<List<int[]>> shapes, String device, Map<String, String> properties) {
        this.model = model;
        this.shapes = shapes;
        this.device = device;
        this.properties = properties;
    }

    /**
     * Takes over a model. If it is for one size only, it is compiled now.
     *
     * @param shapes those of its inputs, with -1 for axes that may vary; empty if not even the number of axes is known
     * @throws OpenVinoException if the device does not take it; the model is released
     */
    static SizedModels of(
            NativeModel model, Optional<List<int[]>> shapes, String device, Map<String, String> properties)
            throws OpenVinoException {
        SizedModels models = new SizedModels(model, shapes, device, properties);
        try {
            if (shapes.isPresent() && shapes.get().stream().noneMatch(SizedModels::varies)) {
                models.forAnySize();
                model.close();
            }
            return models;
        } catch (OpenVinoException | RuntimeException e) {
            models.close();
            throw e;
        }
    }

    private static boolean varies(int[] shape) {
        return Arrays.stream(shape).anyMatch(axis -> axis < 0);
    }

    /** Compiles what is to run the given inputs, unless that has been done; the caller gives it back after the run. */
    synchronized CompiledModel lend(List<Tensor> inputs) throws OpenVinoException {
        CompiledModel compiled = isLargeImage(inputs) ? forSizeOf(inputs.get(0)) : forAnySize();
        return compiled.retain();
    }

    private boolean isLargeImage(List<Tensor> inputs) {
        return inputs.size() == 1
                && inputs.get(0).size() >= LARGE
                && shapes.isPresent()
                && varies(shapes.get().get(0));
    }

    private CompiledModel forSizeOf(Tensor image) throws OpenVinoException {
        if (!Arrays.equals(oneSize, image.shape())) {
            releaseOneSize();
            model.reshape(List.of(image.shape()));
            forOneSize = model.compile(device, properties);
            oneSize = image.shape();
        }
        return forOneSize;
    }

    private void releaseOneSize() {
        oneSize = new int[0];
        if (forOneSize != null) {
            forOneSize.close();
            forOneSize = null;
        }
    }

    private CompiledModel forAnySize() throws OpenVinoException {
        if (forAnySize == null) {
            if (shapes.isPresent()) {
                model.reshape(shapes.get());
            }
            forAnySize = model.compile(device, properties);
        }
        return forAnySize;
    }

    /** Releases everything; what is lent, when it is given back. To be called once. */
    @Override
    public synchronized void close() {
        releaseOneSize();
        if (forAnySize != null) {
            forAnySize.close();
            forAnySize = null;
        }
        model.close();
    }
}
