package org.samdeblur.backend.djl.program;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.backend.djl.operator.Operands;
import org.samdeblur.backend.djl.operator.OperatorTable;
import org.samdeblur.backend.djl.operator.Value;
import org.samdeblur.backend.djl.runtime.Messages;
import org.samdeblur.networks.engine.Interruption;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.operator.ComputedNodes;
import org.samdeblur.networks.operator.GraphConstants;

/**
 * A graph made ready to run: operators with their attributes decoded, and for every intermediate value the step after
 * which nothing reads it, so that it is released there. Holds no arrays: constants are given to every run, which lets
 * them be weights in training. Immutable, for use by many threads.
 */
public final class Program {
    static final int NOTHING = -1;

    private final List<Step> steps;
    private final Map<String, Integer> inputs;
    private final Map<String, Integer> constants;
    private final Map<String, Integer> outputs;
    private final int places;

    private Program(
            List<Step> steps,
            Map<String, Integer> inputs,
            Map<String, Integer> constants,
            Map<String, Integer> outputs,
            int places) {
        this.steps = steps;
        this.inputs = inputs;
        this.constants = constants;
        this.outputs = outputs;
        this.places = places;
    }

    /**
     * Makes a graph ready.
     *
     * @param graph the graph
     * @return the program
     * @throws InvalidModelException if an operator is unknown, or asked for what it does not do; names the node
     */
    public static Program of(Graph graph) {
        return new Compiler().compile(graph);
    }

    /** Gives every value a place, and finds out where it is read last. */
    private static final class Compiler {
        private final Map<String, Integer> byName = new HashMap<>();
        private final Map<String, Integer> inputs = new LinkedHashMap<>();
        private final Map<String, Integer> constants = new LinkedHashMap<>();
        private final Map<String, Integer> outputs = new LinkedHashMap<>();
        private int places;

        Program compile(Graph graph) {
            graph.inputs().forEach(input -> inputs.put(input.name(), define(input.name())));
            GraphConstants.of(graph).keySet().forEach(name -> constants.put(name, define(name)));
            List<Node> nodes = ComputedNodes.of(graph);
            for (Node node : nodes) {
                node.outputs().stream().filter(name -> !name.isEmpty()).forEach(this::define);
            }
            graph.outputs().forEach(output -> outputs.put(output.name(), byName.get(output.name())));
            return new Program(
                    steps(nodes, graph.opset()),
                    Collections.unmodifiableMap(inputs),
                    Collections.unmodifiableMap(constants),
                    Collections.unmodifiableMap(outputs),
                    places);
        }

        private int define(String name) {
            int place = places++;
            byName.put(name, place);
            return place;
        }

        private List<Step> steps(List<Node> nodes, int opset) {
            Set<Integer> read = new HashSet<>(outputs.values());
            read.addAll(inputs.values());
            read.addAll(constants.values());
            List<Step> backwards = new ArrayList<>();
            for (int i = nodes.size() - 1; i >= 0; i--) {
                Node node = nodes.get(i);
                List<Integer> made = new ArrayList<>();
                for (String output : node.outputs()) {
                    made.add(output.isEmpty() ? NOTHING : byName.get(output));
                }
                List<Integer> given = node.inputs().stream()
                        .map(input -> input.isEmpty() ? NOTHING : byName.get(input))
                        .toList();
                Set<Integer> dead = new HashSet<>();
                given.stream()
                        .filter(place -> place != NOTHING && read.add(place))
                        .forEach(dead::add);
                backwards.add(new Step(
                        "node '" + node.name() + "' (" + node.operator() + ")",
                        OperatorTable.operator(node, opset),
                        given,
                        made,
                        List.copyOf(dead)));
            }
            Collections.reverse(backwards);
            return List.copyOf(backwards);
        }
    }

    /**
     * Runs the program. Intermediate values are released as soon as nothing reads them.
     *
     * @param given the inputs by name; they stay the caller's
     * @param weights the constants; they stay theirs
     * @param manager makes new arrays, on the device of the run
     * @return the outputs by name, owned by the caller
     * @throws BackendException if the sizes do not fit the graph, or the engine fails; names the node
     */
    public Map<String, NDArray> run(Map<String, NDArray> given, Constants weights, NDManager manager) {
        Value[] values = new Value[places];
        constants.forEach((name, place) -> values[place] = weights.get(name));
        inputs.forEach((name, place) -> values[place] = Value.of(given.get(name)));
        Set<Value> borrowed = Collections.newSetFromMap(new IdentityHashMap<>());
        constants.values().forEach(place -> borrowed.add(values[place]));
        inputs.values().forEach(place -> borrowed.add(values[place]));
        try {
            for (Step step : steps) {
                Interruption.check(step.label());
                run(step, values, manager);
                for (int place : step.dead()) {
                    values[place].close();
                    values[place] = null;
                }
            }
            return results(values, borrowed, manager);
        } finally {
            for (Value value : values) {
                if (value != null && !borrowed.contains(value)) {
                    value.close();
                }
            }
        }
    }

    private static void run(Step step, Value[] values, NDManager manager) {
        List<Value> operands = new ArrayList<>();
        for (int place : step.inputs()) {
            operands.add(place == NOTHING ? null : values[place]);
        }
        // releases everything that the operator creates, except its outputs
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            List<Value> made = step.operator().apply(new Operands(operands, manager));
            for (int i = 0; i < step.outputs().size(); i++) {
                if (step.outputs().get(i) == NOTHING) {
                    continue;
                }
                Value value = owned(made.get(i), operands, made.subList(0, i));
                value.array().ifPresent(array -> {
                    NDScope.unregister(array);
                    array.attach(manager);
                });
                values[step.outputs().get(i)] = value;
            }
        } catch (BackendException | InvalidModelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BackendException(step.label() + " fails: " + Messages.of(e), e);
        }
    }

    /** An operator may return an operand as it is; what is kept must be closable on its own. */
    private static Value owned(Value value, List<Value> operands, List<Value> others) {
        boolean shared = Stream.concat(operands.stream(), others.stream())
                .anyMatch(other -> other != null && other.array().isPresent() && sameArray(other, value));
        return shared ? value.view() : value;
    }

    private static boolean sameArray(Value a, Value b) {
        return a.array().orElse(null) == b.array().orElse(null);
    }

    private Map<String, NDArray> results(Value[] values, Set<Value> borrowed, NDManager manager) {
        Map<String, NDArray> results = new LinkedHashMap<>();
        outputs.forEach((name, place) -> {
            Value value = values[place];
            Value own = borrowed.add(value) ? value : value.view();
            results.put(name, own.array(manager));
        });
        return results;
    }
}
