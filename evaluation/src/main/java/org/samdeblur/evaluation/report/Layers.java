package org.samdeblur.evaluation.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/**
 * The pictures that can be shown on either side of the divider, the same for all images: input, masks, outputs, target.
 */
record Layers(List<Layer> all) {
    static final String INPUT = "input";
    static final String MASKS = "masks";
    static final String TARGET = "target";

    /**
     * A picture that can be shown.
     *
     * @param key its identifier in the page
     * @param name its name for readers
     */
    record Layer(String key, String name) {}

    static Layers of(List<String> methods) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(INPUT, "Input"));
        layers.add(new Layer(MASKS, "Masks"));
        for (String method : methods) {
            layers.add(new Layer(keyOf(methods, method), method));
        }
        layers.add(new Layer(TARGET, "Target"));
        return new Layers(layers);
    }

    static String keyOf(List<String> methods, String method) {
        return "m" + methods.indexOf(method);
    }

    /** Returns the key of the picture that is right of the divider at first. */
    static String first(List<String> methods) {
        return methods.isEmpty() ? TARGET : keyOf(methods, methods.get(0));
    }

    String options() {
        return all.stream()
                .map(layer -> "<option value=\"" + layer.key() + "\">" + Html.of(layer.name()) + "</option>")
                .collect(joining());
    }
}
