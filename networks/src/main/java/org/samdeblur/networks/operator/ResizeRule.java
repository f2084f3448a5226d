package org.samdeblur.networks.operator;

/**
 * How {@code Resize} and {@code Upsample} interpolate.
 *
 * @param mode how many neighbours are used
 * @param coordinates how an output coordinate maps to an input coordinate: {@code half_pixel}, {@code
 *     half_pixel_symmetric}, {@code pytorch_half_pixel}, {@code align_corners} or {@code asymmetric}
 * @param rounding how the nearest neighbour is chosen: {@code round_prefer_floor}, {@code round_prefer_ceil}, {@code
 *     floor} or {@code ceil}
 * @param cubic the coefficient of cubic interpolation
 * @param excludeOutside whether neighbours outside the input have a weight of 0
 * @since 0.1.0
 */
public record ResizeRule(Mode mode, String coordinates, String rounding, double cubic, boolean excludeOutside) {
    /** How many neighbours are used along each axis. */
    public enum Mode {
        /** One. */
        NEAREST,
        /** Two. */
        LINEAR,
        /** Four. */
        CUBIC
    }

    /**
     * Reads the attributes of {@code Resize}.
     *
     * @param node the node
     * @return the rule
     * @throws org.samdeblur.api.InvalidModelException if an attribute is unknown or not supported; the message names
     *     the node
     */
    public static ResizeRule of(NodeDescription node) {
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
        return new ResizeRule(
                mode(node),
                coordinates,
                rounding,
                node.decimal("cubic_coeff_a", -0.75f),
                node.flag("exclude_outside", false));
    }

    /**
     * Reads the attributes of {@code Upsample}, which always uses asymmetric coordinates.
     *
     * @param node the node
     * @return the rule
     * @throws org.samdeblur.api.InvalidModelException if its mode is unknown; the message names the node
     */
    public static ResizeRule asymmetric(NodeDescription node) {
        return new ResizeRule(mode(node), "asymmetric", "floor", -0.75, false);
    }

    private static Mode mode(NodeDescription node) {
        return switch (node.text("mode", "nearest")) {
            case "nearest" -> Mode.NEAREST;
            case "linear", "bilinear" -> Mode.LINEAR;
            case "cubic" -> Mode.CUBIC;
            default -> throw node.refusal("its mode '" + node.text("mode", "") + "' is not known");
        };
    }
}
