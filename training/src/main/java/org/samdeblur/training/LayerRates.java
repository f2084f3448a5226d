package org.samdeblur.training;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.text.Printable;

/**
 * Learning rates by layer: factors for weights whose names begin with a prefix. If several prefixes match, the
 * longest counts; if none does, the factor is 1. A factor of 0 freezes weights. Immutable.
 *
 * @param factors factors of 0 or more, by prefix
 * @since 0.1.0
 */
public record LayerRates(SortedMap<String, Double> factors) implements Serializable {
    /** The same rate for all weights. */
    public static final LayerRates NONE = new LayerRates(Map.of());

    /**
     * Checks the factors.
     *
     * @param factors factors by prefix
     * @throws IllegalArgumentException if a factor is below 0 or not finite
     */
    public LayerRates {
        factors.forEach((beginning, factor) -> {
            if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the learning rate of " + Printable.line(beginning)
                        + " must be multiplied by 0 or more, not " + factor);
            }
        });
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
    }

    /**
     * Creates learning rates from factors in any order.
     *
     * @param factors factors by prefix
     * @throws IllegalArgumentException if a factor is below 0 or not finite
     */
    public LayerRates(Map<String, Double> factors) {
        this(new TreeMap<>(factors));
    }

    /** Returns the factor of a weight. */
    double factor(String weight) {
        return factors.keySet().stream()
                .filter(weight::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(factors::get)
                .orElse(1.0);
    }

    /** Fails if a prefix matches no weight, or if all weights are frozen. */
    void requireFit(Collection<String> weights) {
        for (String beginning : factors.keySet()) {
            if (weights.stream().noneMatch(weight -> weight.startsWith(beginning))) {
                throw new SamDeblurException("no weight of the network begins with '" + Printable.line(beginning)
                        + "', whose learning rate is given; the first is "
                        + Printable.line(weights.iterator().next()));
            }
        }
        if (weights.stream().allMatch(weight -> factor(weight) == 0)) {
            throw new SamDeblurException("all layers are frozen by a learning rate of 0; train at least one");
        }
    }
}
