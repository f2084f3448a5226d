package org.samdeblur.backend.djl.operator;

import java.util.Arrays;
import org.samdeblur.networks.operator.NodeDescription;

/**
 * Where a resized axis reads, and how much of it: the modes and coordinates of ONNX's {@code Resize}.
 *
 * @param mode how many neighbours count
 * @param coordinates how a new place corresponds to an old one
 * @param rounding which neighbour is the nearest
 * @param cubic the cubic's coefficient
 * @param excludeOutside whether neighbours beyond the border count for nothing
 */
record Interpolation(Mode mode, String coordinates, String rounding, double cubic, boolean excludeOutside) {
    private enum Mode {
        NEAREST,
        LINEAR,
        CUBIC
    }

    /**
     * One neighbour of every new place.
     *
     * @param places where it lies
     * @param weights how much it counts
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

    static Interpolation of(NodeDescription node) {
        String coordinates =
                node.text("coordinate_transformation_mode", node.opset() < 11 ? "asymmetric" : "half_pixel");
        switch (coordinates) {
            case "half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric" -> {}
            default -> throw node.refusal("its coordinates '" + coordinates + "' are not supported");
        }
        String rounding = node.text("nearest_mode", node.opset() < 11 ? "floor" : "round_prefer_floor");
        switch (rounding) {
            case "round_prefer_floor", "round_prefer_ceil", "floor", "ceil" -> {}
            default -> throw node.refusal("its rounding '" + rounding + "' is not known");
        }
        return new Interpolation(
                mode(node),
                coordinates,
                rounding,
                node.decimal("cubic_coeff_a", -0.75f),
                node.flag("exclude_outside", false));
    }

    static Interpolation asymmetric(NodeDescription node) {
        return new Interpolation(mode(node), "asymmetric", "floor", -0.75, false);
    }

    private static Mode mode(NodeDescription node) {
        return switch (node.text("mode", "nearest")) {
            case "nearest" -> Mode.NEAREST;
            case "linear", "bilinear" -> Mode.LINEAR;
            case "cubic" -> Mode.CUBIC;
            default -> throw node.refusal("its mode '" + node.text("mode", "") + "' is not known");
        };
    }

    /** Finds the neighbours of every place of an axis that is resized. */
    Tap[] taps(long from, long to, double scale) {
        int count = switch (mode) {
            case NEAREST -> 1;
            case LINEAR -> 2;
            case CUBIC -> 4;
        };
        Tap[] taps = new Tap[count];
        Arrays.setAll(taps, i -> new Tap(new long[(int) to], new float[(int) to]));
        for (int i = 0; i < to; i++) {
            double place = place(i, from, to, (float) scale);
            long first = mode == Mode.NEAREST ? nearest(place) : (long) Math.floor(place) - (count / 2 - 1);
            double[] weights = weights(place - Math.floor(place), first, from);
            for (int tap = 0; tap < count; tap++) {
                taps[tap].places()[i] = Math.min(Math.max(first + tap, 0), from - 1);
                taps[tap].weights()[i] = (float) weights[tap];
            }
        }
        return taps;
    }

    /**
     * Computed in 32-bit floats as other runtimes do: what is a whole number then decides which neighbour is the
     * nearest.
     */
    private float place(int i, long from, long to, float scale) {
        return switch (coordinates) {
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
                switch (rounding) {
                    case "floor" -> Math.floor(place);
                    case "ceil" -> Math.ceil(place);
                    case "round_prefer_ceil" -> Math.floor(place + 0.5);
                    default -> Math.ceil(place - 0.5);
                };
    }

    private double[] weights(double fraction, long first, long from) {
        double[] weights = switch (mode) {
            case NEAREST -> new double[] {1};
            case LINEAR -> new double[] {1 - fraction, fraction};
            case CUBIC -> new double[] {far(1 + fraction), near(fraction), near(1 - fraction), far(2 - fraction)};
        };
        return excludeOutside && mode == Mode.CUBIC ? inside(weights, first, from) : weights;
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
        return ((cubic + 2) * x - (cubic + 3)) * x * x + 1;
    }

    private double far(double x) {
        return ((cubic * x - 5 * cubic) * x + 8 * cubic) * x - 4 * cubic;
    }
}
