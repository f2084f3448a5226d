package org.samdeblur.networks.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the weights among all that a training run may have put into its checkpoint. */
final class StateDict {
    /** Keys under which frameworks put a network's weights, in the order in which they are looked for. */
    private static final List<String> KEYS =
            List.of("params", "params_ema", "state_dict", "model_state_dict", "model", "net", "network", "weights");

    /** Wrappers are not nested deeper; a dictionary may, in a hostile file, hold itself. */
    private static final int DEEPEST = 3;

    private static final String PARALLEL_PREFIX = "module.";

    private StateDict() {}

    /**
     * Returns the tensors of the state dict.
     *
     * @throws RefusedPickleException if there is none, or more than one and none under a usual key
     */
    static Map<String, PickledTensor> find(Object root) {
        Map<String, PickledTensor> weights = under(root, DEEPEST);
        if (weights.isEmpty()) {
            throw new RefusedPickleException("holds no state dict, that is, no dictionary of named tensors");
        }
        return weights;
    }

    private static Map<String, PickledTensor> under(Object value, int depth) {
        if (depth < 0 || !(value instanceof Map<?, ?> dictionary)) {
            return Map.of();
        }
        for (String key : KEYS) {
            Map<String, PickledTensor> weights = under(dictionary.get(key), depth - 1);
            if (!weights.isEmpty()) {
                return weights;
            }
        }
        Map<String, PickledTensor> direct = tensors(dictionary);
        return direct.isEmpty() ? onlyOneIn(dictionary) : direct;
    }

    private static Map<String, PickledTensor> tensors(Map<?, ?> dictionary) {
        Map<String, PickledTensor> tensors = new LinkedHashMap<>();
        dictionary.forEach((key, value) -> {
            if (key instanceof String name && value instanceof PickledTensor tensor) {
                tensors.put(name, tensor);
            }
        });
        return tensors;
    }

    private static Map<String, PickledTensor> onlyOneIn(Map<?, ?> dictionary) {
        String chosen = null;
        Map<String, PickledTensor> weights = Map.of();
        for (Map.Entry<?, ?> entry : dictionary.entrySet()) {
            if (!(entry.getKey() instanceof String key) || !(entry.getValue() instanceof Map<?, ?> nested)) {
                continue;
            }
            Map<String, PickledTensor> found = tensors(nested);
            if (found.isEmpty()) {
                continue;
            }
            if (chosen != null) {
                throw new RefusedPickleException("holds the weights of several networks, under "
                        + CheckpointFile.quote(chosen) + " and " + CheckpointFile.quote(key)
                        + "; save the one that is meant by itself");
            }
            chosen = key;
            weights = found;
        }
        return weights;
    }

    /** Drops what PyTorch's wrappers for several GPUs put before every name. */
    static <T> Map<String, T> withoutParallelPrefix(Map<String, T> weights) {
        if (!weights.keySet().stream().allMatch(name -> name.startsWith(PARALLEL_PREFIX))) {
            return weights;
        }
        Map<String, T> stripped = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> stripped.put(name.substring(PARALLEL_PREFIX.length()), tensor));
        return stripped;
    }
}
