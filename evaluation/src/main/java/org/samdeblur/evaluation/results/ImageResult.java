package org.samdeblur.evaluation.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.ImageSize;
import org.samdeblur.evaluation.Fidelity;

/**
 * The figures of one image.
 *
 * @param name the image's name within its data set
 * @param size its size
 * @param blurred how close the blurred input comes to the target
 * @param outputs how close each method's output comes to it, by method; methods that failed on it are not among them
 * @param collapsedShares in which share of the pixels, in [0, 1], the {@linkplain org.samdeblur.api.Guard guard} finds that an output does
 *     not fit the blurred input, by method
 * @since 0.1.0
 */
public record ImageResult(
        String name,
        ImageSize size,
        Fidelity blurred,
        Map<String, Fidelity> outputs,
        Map<String, Double> collapsedShares) {
    /**
     * Copies the maps in their order.
     *
     * @param name the image's name within its data set
     * @param size its size
     * @param blurred how close the blurred input comes to the target
     * @param outputs how close each method's output comes to it
     * @param collapsedShares what the guard finds in each method's output
     * @throws IllegalArgumentException if the maps have other methods
     */
    public ImageResult {
        if (!outputs.keySet().equals(collapsedShares.keySet())) {
            throw new IllegalArgumentException(
                    "figures of " + outputs.keySet() + ", but collapsed shares of " + collapsedShares.keySet());
        }
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        collapsedShares = Collections.unmodifiableMap(new LinkedHashMap<>(collapsedShares));
    }

    /**
     * Returns the figures of a method.
     *
     * @param method its name, or {@link Results#BLURRED}
     * @return its figures; empty if it failed on this image
     */
    public Optional<Fidelity> of(String method) {
        return method.equals(Results.BLURRED) ? Optional.of(blurred) : Optional.ofNullable(outputs.get(method));
    }

    /**
     * Returns what a method's output gains over the blurred input.
     *
     * @param method its name, or {@link Results#BLURRED}, which gains nothing
     * @return decibels of PSNR, negative if it lost; empty if it failed on this image
     */
    public Optional<Double> gain(String method) {
        return of(method).map(output -> output.gainOver(blurred));
    }

    /**
     * Returns the worst that any method made of this image.
     *
     * @return the least gain in decibels; positive infinity if no method has an output
     */
    public double worstGain() {
        return outputs.values().stream()
                .mapToDouble(output -> output.gainOver(blurred))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
