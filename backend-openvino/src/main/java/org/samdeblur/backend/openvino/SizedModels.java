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
 * A network compiled for the sizes of its inputs. Safe for use by multiple threads.
 *
 * <p>For a network compiled for any size, OpenVINO cannot plan the memory of reshaped values: MAXIM takes four times as
 * much as if compiled for one size. But compiling takes a second or more for each new size. The network is therefore
 * compiled for the size of a large image, and kept for further images of that size, such as tiles. Small images, and
 * networks with several inputs, such as prompts, use a model compiled for any size.
 */
final class SizedModels implements AutoCloseable {
    /** The number of values from which an image is large, about 300×300 pixels. */
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
     * Takes ownership of a model. If its inputs have fixed sizes, it is compiled now.
     *
     * @param shapes the shapes of its inputs, with -1 for axes of any size; empty if the number of axes is unknown
     * @throws OpenVinoException if the model cannot be compiled for the device; the model is released
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

    /**
     * Returns the compiled model for the given inputs, compiled if necessary. The caller gives it back after the run.
     */
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

    /** Releases the models; those that are lent are released when they are given back. Must be called once only. */
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
