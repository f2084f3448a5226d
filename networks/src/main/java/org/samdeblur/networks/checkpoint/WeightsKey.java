package org.samdeblur.networks.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Classifies the keys under which training programs store weights, such as {@code params}, {@code net_g_ema} and {@code
 * model_state_dict}, by the words that they consist of.
 */
final class WeightsKey {
    private static final Set<String> AVERAGED = Set.of("ema", "average", "averaged", "avg", "swa", "polyak", "shadow");

    /** Words for a network's weights, the most usual first. */
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

    /** Returns whether weights under this key are a moving average of the trained ones. */
    static boolean isAveraged(String key) {
        return words(key).stream().anyMatch(AVERAGED::contains);
    }

    /** Returns whether a network's weights are usually stored under this key. */
    static boolean isUsual(String key) {
        return words(key).stream().allMatch(word -> USUAL.contains(word) || AVERAGED.contains(word));
    }

    /** Returns whether values under this key belong to the training run, not to the network. */
    static boolean isOfTraining(String key) {
        return words(key).stream().anyMatch(TRAINING::contains);
    }

    /** Returns the rank of a usual key; lower is more usual. */
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
