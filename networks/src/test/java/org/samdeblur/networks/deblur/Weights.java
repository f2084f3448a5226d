package org.samdeblur.networks.deblur;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.checkpoint.Safetensors;
import org.samdeblur.networks.graph.Constant;

/** Random weights, to be written to files. */
final class Weights {
    private final Map<String, Constant> byName = new LinkedHashMap<>();
    private final Random random = new Random(1);

    Weights put(String name, int... shape) {
        Tensor values = Tensor.create(
                buffer -> {
                    while (buffer.hasRemaining()) {
                        buffer.put((float) random.nextGaussian());
                    }
                },
                shape);
        byName.put(name, Constant.of(values));
        return this;
    }

    Path write(Path file) {
        Safetensors.write(file, byName);
        return file;
    }
}
