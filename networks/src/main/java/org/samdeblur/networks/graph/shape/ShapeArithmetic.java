package org.samdeblur.networks.graph.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.shape.Finding.Problem;

/**
 * Computes the shapes of a graph's values for inputs of given shapes, or the reason why it does not take them, without
 * running the graph. Only shapes, and integers that the graph computes from shapes, are evaluated, which takes
 * microseconds per node. The outputs of unknown operators have unknown shapes. Keeps no weights. Immutable.
 */
public final class ShapeArithmetic {
    private static final Map<String, Rule> RULES = rules();

    private final int opset;
    private final List<Step> steps;
    private final Map<String, Fact> constants;
    private final List<Value> inputs;
    private final List<String> outputs;

    /** A node, its subgraphs, and the values that are not read after it. */
    private record Step(Node node, Map<String, ShapeArithmetic> branches, List<String> released) {}

    private ShapeArithmetic(Graph graph) {
        opset = graph.opset();
        inputs = graph.inputs();
        outputs = graph.outputs().stream().map(Value::name).toList();
        constants = new HashMap<>();
        graph.constants().forEach((name, constant) -> constants.put(name, Fact.of(constant)));
        steps = new ArrayList<>();
        List<List<String>> released = released(graph);
        for (int i = 0; i < graph.nodes().size(); i++) {
            Node node = graph.nodes().get(i);
            if (isOwn(node) && node.operator().equals("Constant")) {
                List<Fact> literal = RULES.get("Constant").apply(new Call(node, opset, List.of()));
                constants.put(node.outputs().get(0), literal.isEmpty() ? Fact.UNKNOWN : literal.get(0));
            } else {
                steps.add(step(node, released.get(i)));
            }
        }
    }

    /**
     * Prepares a graph.
     *
     * @param graph the graph
     * @return its shape arithmetic
     */
    public static ShapeArithmetic of(Graph graph) {
        return new ShapeArithmetic(graph);
    }

    private static Map<String, Rule> rules() {
        Map<String, Rule> rules = new HashMap<>();
        Broadcasting.addTo(rules);
        Arranging.addTo(rules);
        Spatial.addTo(rules);
        Products.addTo(rules);
        Reductions.addTo(rules);
        return Map.copyOf(rules);
    }

    private static boolean isOwn(Node node) {
        return node.domain().isEmpty();
    }

    private static Step step(Node node, List<String> released) {
        Map<String, Attribute> plain = new HashMap<>();
        Map<String, ShapeArithmetic> branches = new HashMap<>();
        node.attributes().forEach((name, attribute) -> {
            if (attribute instanceof Attribute.GraphValue subgraph) {
                branches.put(name, new ShapeArithmetic(subgraph.value()));
            } else {
                plain.put(name, attribute);
            }
        });
        Node bare = new Node(node.name(), node.domain(), node.operator(), node.inputs(), node.outputs(), plain);
        return new Step(bare, branches, released);
    }

    /** Returns for each node the values that it computes or reads and that are not read after it. */
    private static List<List<String>> released(Graph graph) {
        Set<String> own = new HashSet<>();
        graph.inputs().forEach(input -> own.add(input.name()));
        graph.nodes().forEach(node -> own.addAll(node.outputs()));
        Set<String> needed = new HashSet<>();
        graph.outputs().forEach(output -> needed.add(output.name()));
        List<List<String>> released = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            List<String> last = new ArrayList<>();
            for (String value : node.outputs()) {
                if (!value.isEmpty() && needed.add(value)) {
                    last.add(value);
                }
            }
            read(node, needed, last);
            last.retainAll(own);
            released.add(last);
        }
        Collections.reverse(released);
        return released;
    }

    private static void read(Node node, Set<String> needed, List<String> last) {
        for (String value : node.inputs()) {
            if (!value.isEmpty() && needed.add(value)) {
                last.add(value);
            }
        }
        for (Attribute attribute : node.attributes().values()) {
            if (attribute instanceof Attribute.GraphValue subgraph) {
                subgraph.value().nodes().forEach(inner -> read(inner, needed, last));
                for (Value output : subgraph.value().outputs()) {
                    if (needed.add(output.name())) {
                        last.add(output.name());
                    }
                }
            }
        }
    }

    /**
     * Returns the number of nodes to evaluate, a measure of the time that {@link #find} takes.
     *
     * @return the number of nodes
     */
    public int nodes() {
        return steps.size();
    }

    /**
     * Computes shapes.
     *
     * @param shapes the shapes of the inputs, by name; an input without one has an unknown shape
     * @return the result
     */
    public Finding find(Map<String, int[]> shapes) {
        return find(shapes, new Run());
    }

    /**
     * Computes the facts about all values that nodes compute.
     *
     * @param shapes the shapes of the inputs, by name
     * @return the facts by name; empty if the graph does not take the inputs
     */
    Map<String, Fact> values(Map<String, int[]> shapes) {
        Map<String, Fact> values = new LinkedHashMap<>();
        Run run = new Run() {
            @Override
            void names(String value, Fact fact) {
                values.put(value, fact);
            }
        };
        return find(shapes, run).fits() ? values : Map.of();
    }

    private Finding find(Map<String, int[]> shapes, Run run) {
        try {
            Map<String, Fact> known = new HashMap<>();
            for (Value input : inputs) {
                int[] shape = shapes.get(input.name());
                Fact given = shape == null
                        ? new Fact(input.type(), null, null)
                        : Fact.shaped(
                                input.type(),
                                Arrays.stream(shape).asLongStream().toArray());
                known.put(input.name(), given);
                run.live += given.bytes();
            }
            Optional<Problem> problem = run(known, run);
            return problem.isPresent() ? Finding.misfit(problem.get(), run.peak) : found(known, run);
        } catch (Misfit e) {
            return Finding.misfit(e.at("its inputs"), run.peak);
        }
    }

    private Finding found(Map<String, Fact> known, Run run) {
        Map<String, Optional<long[]>> made = new LinkedHashMap<>();
        for (String output : outputs) {
            made.put(output, Optional.ofNullable(fact(output, known).shape()));
        }
        return new Finding(Optional.empty(), made, run.complete, run.peak, run.largest);
    }

    /** The totals of one evaluation. */
    private static class Run {
        private boolean complete = true;
        private double live;
        private double peak;
        private String largest = "";
        private double largestBytes;

        private void makes(Node node, Fact fact) {
            double bytes = fact.bytes();
            live += bytes;
            peak = Math.max(peak, live);
            if (bytes > largestBytes) {
                largestBytes = bytes;
                largest = "'" + node.name() + "' (" + node.operator() + ") makes " + fact;
            }
        }

        /** Called for each value that a node computes. */
        void names(String value, Fact fact) {
            // does nothing by default
        }

        private void releases(Fact fact) {
            live -= fact.bytes();
        }
    }

    /** Evaluates the nodes. Returns the problem, if there is one. */
    private Optional<Problem> run(Map<String, Fact> known, Run run) {
        for (Step step : steps) {
            try {
                apply(step, known, run);
            } catch (Misfit e) {
                return Optional.of(e.at(
                        "the node '" + step.node().name() + "' (" + step.node().operator() + ")"));
            }
            for (String value : step.released()) {
                Fact fact = known.remove(value);
                if (fact != null) {
                    run.releases(fact);
                }
            }
        }
        return Optional.empty();
    }

    private Fact fact(String name, Map<String, Fact> known) {
        Fact made = known.get(name);
        return made != null ? made : constants.getOrDefault(name, Fact.UNKNOWN);
    }

    private void apply(Step step, Map<String, Fact> known, Run run) {
        Node node = step.node();
        List<Fact> operands = new ArrayList<>(node.inputs().size());
        for (String input : node.inputs()) {
            operands.add(fact(input, known));
        }
        List<Fact> made = results(step, new Call(node, opset, operands), known, run);
        for (int i = 0; i < node.outputs().size(); i++) {
            String name = node.outputs().get(i);
            if (!name.isEmpty()) {
                Fact fact = i < made.size() ? made.get(i) : Fact.UNKNOWN;
                known.put(name, fact);
                run.makes(node, fact);
                run.names(name, fact);
            }
        }
    }

    private List<Fact> results(Step step, Call call, Map<String, Fact> known, Run run) {
        if (!step.branches().isEmpty()) {
            return ofBranches(step, call, known, run);
        }
        Rule rule = isOwn(step.node()) ? RULES.get(step.node().operator()) : null;
        List<Fact> made = rule == null ? List.of() : applied(rule, call);
        boolean unknown = made.isEmpty() || !made.get(0).isShaped();
        run.complete &= !unknown;
        return made;
    }

    /** Applies a rule. Rules assume valid operands; those in a damaged file may lack axes or values. */
    private static List<Fact> applied(Rule rule, Call call) {
        try {
            return rule.apply(call);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | ArithmeticException e) {
            throw new Misfit("its operands do not fit");
        }
    }

    private List<Fact> ofBranches(Step step, Call call, Map<String, Fact> known, Run run) {
        ShapeArithmetic yes = step.branches().get("then_branch");
        ShapeArithmetic no = step.branches().get("else_branch");
        double[] condition = call.operand(0).values();
        if (yes == null || no == null) {
            run.complete = false; // a loop, whose number of iterations is unknown
            return List.of();
        }
        if (condition != null && condition.length == 1) {
            return (condition[0] != 0 ? yes : no).inside(known, this, run);
        }
        List<Fact> made = yes.inside(known, this, run);
        List<Fact> otherwise = no.inside(known, this, run);
        List<Fact> common = new ArrayList<>();
        for (int i = 0; i < Math.min(made.size(), otherwise.size()); i++) {
            Fact a = made.get(i);
            boolean alike =
                    a.isShaped() && Arrays.equals(a.shape(), otherwise.get(i).shape());
            common.add(alike ? a.withoutValues() : new Fact(ElementType.UNDEFINED, null, null));
            run.complete &= alike;
        }
        return common;
    }

    /** Evaluates a branch, which can read the values of the graph around it. */
    private List<Fact> inside(Map<String, Fact> around, ShapeArithmetic outer, Run run) {
        Map<String, Fact> known = new HashMap<>(outer.constants);
        known.putAll(around);
        run(known, run).ifPresent(problem -> {
            throw new Misfit(problem);
        });
        return outputs.stream().map(output -> fact(output, known)).toList();
    }
}
