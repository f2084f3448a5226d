package org.samdeblur.backend.djl.operator;

import java.util.Arrays;
import org.samdeblur.networks.operator.ResizeRule;
import org.samdeblur.networks.operator.ResizeRule.Mode;

/**
 * Positions and weights for resizing an axis, with the modes and coordinates of ONNX's {@code Resize}.
 *
 * @param rule the node's settings
 */
record Interpolation(ResizeRule rule) {
    /**
     * One neighbour of every output position.
     *
     * @param places its index
     * @param weights its weight
     */
    record Tap(long[] places, float[] weights) {
        boolean isWhole() {
            for (float weight : weights) {
                if (weight != 1) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Determines the neighbours for every output position of a resized axis. */
    Tap[] taps(long from, long to, double scale) {
        int count = switch (rule.mode()) {
            case NEAREST -> 1;
            case LINEAR -> 2;
            case CUBIC -> 4;
        };
        Tap[] taps = new Tap[count];
        Arrays.setAll(taps, i -> new Tap(new long[(int) to], new float[(int) to]));
        for (int i = 0; i < to; i++) {
            double place = place(i, from, to, (float) scale);
            long first = rule.mode() == Mode.NEAREST ? nearest(place) : (long) Math.floor(place) - (count / 2 - 1);
            double[] weights = weights(place - Math.floor(place), first, from);
            for (int tap = 0; tap < count; tap++) {
                taps[tap].places()[i] = Math.min(Math.max(first + tap, 0), from - 1);
                taps[tap].weights()[i] = (float) weights[tap];
            }
        }
        return taps;
    }

    /**
     * Computed in 32-bit floats like other runtimes, because rounding to whole numbers decides which neighbour is the
     * nearest.
     */
    private float place(int i, long from, long to, float scale) {
        return switch (rule.coordinates()) {
            case "asymmetric" -> i / scale;
            case "align_corners" -> to == 1 ? 0 : (float) i * (from - 1) / (to - 1);
            case "pytorch_half_pixel" -> to == 1 ? 0 : (i + 0.5f) / scale - 0.5f;
            case "half_pixel_symmetric" -> {
                float adjustment = to / (scale * from);
                float offset = from / 2f * (1 - adjustment);
                yield offset + (i + 0.5f) / scale - 0.5f;
            }
            default -> (i + 0.5f) / scale - 0.5f;
        };
    }

    private long nearest(double place) {
        return (long)
                switch (rule.rounding()) {
                    case "floor" -> Math.floor(place);
                    case "ceil" -> Math.ceil(place);
                    case "round_prefer_ceil" -> Math.floor(place + 0.5);
                    default -> Math.ceil(place - 0.5);
                };
    }

    private double[] weights(double fraction, long first, long from) {
        double[] weights = switch (rule.mode()) {
            case NEAREST -> new double[] {1};
            case LINEAR -> new double[] {1 - fraction, fraction};
            case CUBIC -> new double[] {far(1 + fraction), near(fraction), near(1 - fraction), far(2 - fraction)};
        };
        return rule.excludeOutside() && rule.mode() == Mode.CUBIC ? inside(weights, first, from) : weights;
    }

    private static double[] inside(double[] weights, long first, long from) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = first + i < 0 || first + i >= from ? 0 : weights[i];
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private double near(double x) {
        return ((rule.cubic() + 2) * x - (rule.cubic() + 3)) * x * x + 1;
    }

    private double far(double x) {
        return ((rule.cubic() * x - 5 * rule.cubic()) * x + 8 * rule.cubic()) * x - 4 * rule.cubic();
    }
}
