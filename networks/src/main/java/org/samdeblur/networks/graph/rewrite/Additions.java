package org.samdeblur.networks.graph.rewrite;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Node;

/** Collects the nodes and constants that a rewrite adds to a graph, under unused names. */
final class Additions {
    private final Set<String> names;
    private final Map<String, Constant> constants = new LinkedHashMap<>();
    private final Map<Constant, String> shared = new HashMap<>();

    Additions(GraphIndex graph) {
        names = graph.names();
    }

    /** Adds a constant and returns its name. */
    String constant(String wishedName, Constant values) {
        String name = fresh(wishedName);
        constants.put(name, values);
        return name;
    }

    /** Adds a small constant that nodes share, or returns the name of an equal one. */
    String sharedConstant(String wishedName, Constant values) {
        return shared.computeIfAbsent(values, added -> constant(wishedName, added));
    }

    /** Adds a constant that replaces the node that computed the value. */
    void constantInsteadOf(String value, Constant values) {
        constants.put(value, values);
    }

    /** Creates a node with one output of the same name. */
    Node node(String wishedName, String operator, List<String> inputs, Map<String, Attribute> attributes) {
        String name = fresh(wishedName);
        return new Node(name, operator, inputs, List.of(name), attributes);
    }

    /** Returns an unused name, which is in use from now on. */
    String fresh(String wishedName) {
        String name = wishedName;
        for (int number = 2; !names.add(name); number++) {
            name = wishedName + "_" + number;
        }
        return name;
    }

    Map<String, Constant> constants() {
        return constants;
    }
}
