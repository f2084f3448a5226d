package org.samdeblur.evaluation.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/** What may be put on either side of the divider, the same for all images: input, masks, outputs, target. */
record Layers(List<Layer> all) {
    static final String INPUT = "input";
    static final String MASKS = "masks";
    static final String TARGET = "target";

    /**
     * One of them.
     *
     * @param key what the page calls it
     * @param name what readers call it
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

    /** What is right of the divider when the page opens. */
    static String first(List<String> methods) {
        return methods.isEmpty() ? TARGET : keyOf(methods, methods.get(0));
    }

    String options() {
        return all.stream()
                .map(layer -> "<option value=\"" + layer.key() + "\">" + Html.of(layer.name()) + "</option>")
                .collect(joining());
    }
}
