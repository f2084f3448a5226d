package org.samdeblur.networks.checkpoint;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Converts the names and layouts of Flax weights to PyTorch's. {@code a/b/kernel} and {@code a/b/scale} become {@code
 * a.b.weight}. Kernels of convolutions, {@code [height, width, inputs, outputs]}, become {@code [outputs, inputs,
 * height, width]}. Kernels of transposed convolutions become {@code [inputs, outputs, height, width]}, rotated by 180°,
 * because Flax does not flip them when it applies them. Kernels of fully connected layers, {@code [inputs, outputs]},
 * become {@code [outputs, inputs]}.
 */
final class FlaxWeights {
    private static final String OPTIMIZER = "opt/";
    private static final String TARGET = "opt/target/";
    private static final String PARAMETERS = "params/";
    private static final String KERNEL = "kernel";
    private static final String SCALE = "scale";
    private static final String TRANSPOSED = "ConvTranspose";
    private static final String WEIGHT = "weight";

    private FlaxWeights() {}

    /** A weight under PyTorch's name and in its layout. */
    record Weight(String name, StoredTensor tensor) {}

    /**
     * Selects the weights among arrays, which may include the state of an optimizer.
     *
     * @param arrays the names of all arrays
     * @return the names of the weights without their common prefix, by the names of the arrays; empty if this is not a
     *     Flax checkpoint
     */
    static Map<String, String> names(Collection<String> arrays) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String array : arrays) {
            if (array.startsWith(TARGET)) {
                names.put(array, array.substring(TARGET.length()));
            } else if (!array.startsWith(OPTIMIZER)) {
                names.put(array, array);
            }
        }
        if (!names.isEmpty() && names.values().stream().allMatch(name -> name.startsWith(PARAMETERS))) {
            names.replaceAll((array, name) -> name.substring(PARAMETERS.length()));
        }
        return names.values().stream().anyMatch(name -> name.endsWith("/" + KERNEL)) ? names : Map.of();
    }

    /**
     * Converts a weight.
     *
     * @param path its name with slashes
     * @param stored the weight in Flax's layout
     */
    static Weight weight(String path, StoredTensor stored) {
        String name = path.replace('/', '.');
        String kind = path.substring(path.lastIndexOf('/') + 1);
        if (kind.equals(SCALE)) {
            return new Weight(renamed(name, SCALE), stored);
        }
        if (!kind.equals(KERNEL)) {
            return new Weight(name, stored);
        }
        return new Weight(
                renamed(name, KERNEL),
                switch (stored.shape().size()) {
                    case 2 -> stored.transposed(1, 0);
                    case 4 ->
                        path.contains("/" + TRANSPOSED) || path.startsWith(TRANSPOSED)
                                ? stored.transposed(2, 3, 0, 1).reversed(2).reversed(3)
                                : stored.transposed(3, 2, 0, 1);
                    default -> stored;
                });
    }

    private static String renamed(String name, String ending) {
        return name.substring(0, name.length() - ending.length()) + WEIGHT;
    }
}
