package org.samdeblur.networks.expansion;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.operator.NodeDescription;

/**
 * Expands {@code GridSample}, which samples an image at arbitrary positions. The pixels are flattened to a list of rows
 * of channels and gathered from there, once for each neighbour.
 */
final class GridSample {
    private static final float CUBIC = -0.75f;

    private final Steps steps;
    private final String padding;
    private final boolean alignCorners;

    private GridSample(NodeDescription node, Steps steps) {
        this.steps = steps;
        padding = node.text("padding_mode", "zeros");
        if (!List.of("zeros", "border", "reflection").contains(padding)) {
            throw node.refusal("its padding '" + padding + "' is not known");
        }
        alignCorners = node.flag("align_corners", false);
    }

    /** A neighbour along one axis: its index and weight. A weight of null stands for 1. */
    private record Tap(String place, String weight) {}

    static List<String> expand(NodeDescription node, Steps steps) {
        return List.of(new GridSample(node, steps).expanded(node));
    }

    private String expanded(NodeDescription node) {
        String image = node.node().input(0);
        String grid = steps.cast(node.node().input(1), ElementType.FLOAT);
        String height = steps.size(image, 2);
        String width = steps.size(image, 3);
        String x = denormalised(coordinate(grid, 0), width);
        String y = denormalised(coordinate(grid, 1), height);
        String mode = node.text("mode", "linear");
        if (mode.equals("nearest")) {
            x = steps.op("Round", x);
            y = steps.op("Round", y);
        }
        if (padding.equals("reflection")) {
            x = reflected(x, width);
            y = reflected(y, height);
        }
        return gathered(image, taps(node, mode, y, height), taps(node, mode, x, width), height, width);
    }

    private String coordinate(String grid, long index) {
        return steps.op("Gather", Map.of("axis", Attribute.of(3L)), grid, steps.number(index));
    }

    private String denormalised(String coordinate, String size) {
        String fromZero = steps.op("Add", coordinate, steps.number(1f));
        String length = steps.cast(size, ElementType.FLOAT);
        if (alignCorners) {
            return steps.op("Mul", half(fromZero), steps.op("Sub", length, steps.number(1f)));
        }
        return half(steps.op("Sub", steps.op("Mul", fromZero, length), steps.number(1f)));
    }

    private String half(String x) {
        return steps.op("Mul", x, steps.number(0.5f));
    }

    /** The index of the last pixel. */
    private String last(String size) {
        return steps.op("Sub", steps.cast(size, ElementType.FLOAT), steps.number(1f));
    }

    private String within(String place, String size) {
        return steps.op("Max", steps.op("Min", place, last(size)), steps.number(0f));
    }

    /** The distance of the border from the centre of the outermost pixels. */
    private float margin() {
        return alignCorners ? 0 : 0.5f;
    }

    /** Reflects positions outside the borders until they are inside. */
    private String reflected(String place, String size) {
        String range = steps.op("Add", last(size), steps.number(2 * margin()));
        String period = steps.op("Mul", range, steps.number(2f));
        String distance = steps.op("Add", place, steps.number(margin()));
        String periods = steps.op("Floor", steps.op("Div", distance, steps.op("Max", period, steps.number(1f))));
        String rest = steps.op("Sub", distance, steps.op("Mul", periods, period));
        String folded = steps.op("Sub", range, steps.op("Abs", steps.op("Sub", rest, range)));
        return steps.op("Sub", folded, steps.number(margin()));
    }

    private List<Tap> taps(NodeDescription node, String mode, String place, String size) {
        List<Tap> taps = new ArrayList<>();
        switch (mode) {
            case "nearest" -> taps.add(new Tap(place, null));
            case "linear", "bilinear" -> {
                String before = steps.op("Floor", place);
                String share = steps.op("Sub", place, before);
                taps.add(new Tap(before, steps.op("Sub", steps.number(1f), share)));
                taps.add(new Tap(steps.op("Add", before, steps.number(1f)), share));
            }
            case "cubic", "bicubic" -> {
                String before = steps.op("Floor", place);
                String share = steps.op("Sub", place, before);
                for (int i = -1; i <= 2; i++) {
                    String distance = steps.op("Abs", steps.op("Sub", share, steps.number((float) i)));
                    String neighbour = steps.op("Add", before, steps.number((float) i));
                    taps.add(new Tap(neighbour, i == 0 || i == 1 ? near(distance) : far(distance)));
                }
            }
            default -> throw node.refusal("its mode '" + mode + "' is not known");
        }
        return taps.stream().map(tap -> bounded(tap, size)).toList();
    }

    /** The cubic's weight up to a distance of 1. */
    private String near(String distance) {
        String slope = steps.op("Sub", steps.op("Mul", distance, steps.number(CUBIC + 2)), steps.number(CUBIC + 3));
        return steps.op("Add", steps.op("Mul", steps.op("Mul", slope, distance), distance), steps.number(1f));
    }

    /** The cubic's weight at distances from 1 to 2. */
    private String far(String distance) {
        String first = steps.op("Sub", steps.op("Mul", distance, steps.number(CUBIC)), steps.number(5 * CUBIC));
        String second = steps.op("Add", steps.op("Mul", first, distance), steps.number(8 * CUBIC));
        return steps.op("Sub", steps.op("Mul", second, distance), steps.number(4 * CUBIC));
    }

    private Tap bounded(Tap tap, String size) {
        if (padding.equals("reflection")) {
            return new Tap(within(reflected(tap.place(), size), size), tap.weight());
        }
        String place = within(tap.place(), size);
        if (padding.equals("border")) {
            return new Tap(place, tap.weight());
        }
        String inside = steps.cast(steps.op("Equal", place, tap.place()), ElementType.FLOAT);
        return new Tap(place, times(inside, tap.weight()));
    }

    private String times(String a, String b) {
        return a == null ? b : b == null ? a : steps.op("Mul", a, b);
    }

    private String gathered(String image, List<Tap> rows, List<Tap> columns, String height, String width) {
        String channels = steps.unsqueeze(steps.size(image, 1), 0);
        String pixels =
                steps.op("Reshape", steps.transpose(image, 0, 2, 3, 1), steps.concat(0, steps.longs(-1), channels));
        String images = steps.upTo(steps.size(image, 0));
        String first = steps.reshape(steps.op("Mul", images, steps.op("Mul", height, width)), -1, 1, 1);
        String sum = null;
        for (Tap row : rows) {
            String line = steps.op("Mul", steps.cast(row.place(), ElementType.INT64), width);
            String start = steps.op("Add", line, first);
            for (Tap column : columns) {
                String index = steps.op("Add", start, steps.cast(column.place(), ElementType.INT64));
                String value = steps.op("Gather", pixels, index);
                String weight = times(row.weight(), column.weight());
                String part = weight == null
                        ? value
                        : steps.op("Mul", value, steps.op("CastLike", steps.unsqueeze(weight, -1), image));
                sum = sum == null ? part : steps.op("Add", sum, part);
            }
        }
        return steps.transpose(sum, 0, 3, 1, 2);
    }
}
