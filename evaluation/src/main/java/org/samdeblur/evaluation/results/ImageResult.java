package org.samdeblur.evaluation.results;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.ImageSize;
import org.samdeblur.evaluation.Fidelity;

/**
 * The figures of one image. Immutable.
 *
 * @param name the image's name within its data set
 * @param size its width and height in pixels
 * @param blurred the figures of the blurred input
 * @param outputs the figures of each method's output, by method; without methods that failed on this image
 * @param collapsedShares for each method, the share of pixels, in [0, 1], at which the {@linkplain
 *     org.samdeblur.api.Guard guard} finds that the output does not fit the blurred input
 * @since 0.1.0
 */
public record ImageResult(
        String name,
        ImageSize size,
        Fidelity blurred,
        Map<String, Fidelity> outputs,
        Map<String, Double> collapsedShares) {
    /**
     * Copies the maps, keeping their order.
     *
     * @param name the image's name within its data set
     * @param size its width and height in pixels
     * @param blurred the figures of the blurred input
     * @param outputs the figures of each method's output
     * @param collapsedShares the share of pixels, by method, at which the guard finds collapse
     * @throws IllegalArgumentException if the two maps have different methods
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
     * Returns the gain of a method's output over the blurred input.
     *
     * @param method its name, or {@link Results#BLURRED}, whose gain is 0
     * @return decibels of PSNR, negative for a loss; empty if the method failed on this image
     */
    public Optional<Double> gain(String method) {
        return of(method).map(output -> output.gainOver(blurred));
    }

    /**
     * Returns the least gain of any method on this image.
     *
     * @return decibels; positive infinity if no method has an output
     */
    public double worstGain() {
        return outputs.values().stream()
                .mapToDouble(output -> output.gainOver(blurred))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
