package org.samdeblur.networks.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the names say under which training programs put weights: {@code params}, {@code net_g_ema}, {@code model_state_dict}.
 * A name is taken word by word.
 */
final class WeightsKey {
    private static final Set<String> AVERAGED = Set.of("ema", "average", "averaged", "avg", "swa", "polyak", "shadow");

    /** Words for a network's weights, the usual one first. */
    private static final List<String> USUAL = List.of(
            "params",
            "parameters",
            "state",
            "dict",
            "statedict",
            "model",
            "module",
            "net",
            "network",
            "weights",
            "generator",
            "g");

    private static final Set<String> TRAINING =
            Set.of("optimizer", "optimizers", "optim", "optimiser", "scheduler", "schedulers", "scaler", "rng", "grad");

    private WeightsKey() {}

    /** Returns whether weights under this key are a moving average of those that were trained. */
    static boolean isAveraged(String key) {
        return words(key).stream().anyMatch(AVERAGED::contains);
    }

    /** Returns whether a network's weights are usually put under this key. */
    static boolean isUsual(String key) {
        return words(key).stream().allMatch(word -> USUAL.contains(word) || AVERAGED.contains(word));
    }

    /** Returns whether what lies under this key belongs to the training and not to the network. */
    static boolean isOfTraining(String key) {
        return words(key).stream().anyMatch(TRAINING::contains);
    }

    /** Returns the place of a usual key among the others; lower is more usual. */
    static int rank(String key) {
        return words(key).stream()
                .filter(word -> !AVERAGED.contains(word))
                .mapToInt(USUAL::indexOf)
                .min()
                .orElse(0);
    }

    private static List<String> words(String key) {
        if (key.length() > 100) {
            return List.of("");
        }
        String apart = key.replaceAll("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(apart.split("[^a-z0-9]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
