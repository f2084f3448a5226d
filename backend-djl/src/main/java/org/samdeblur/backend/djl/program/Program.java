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
 * A graph prepared for running: operators with decoded attributes, and for each intermediate value the step after which
 * it is released, because nothing reads it later. Contains no arrays: each run gets the constants, which may be weights
 * in training. Immutable; safe for use by multiple threads.
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
     * Prepares a graph.
     *
     * @param graph the graph
     * @return the program
     * @throws InvalidModelException if an operator or a setting is not supported; the message names the node
     */
    public static Program of(Graph graph) {
        return new Compiler().compile(graph);
    }

    /** Assigns each value an index, and determines where it is last read. */
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
     * Runs the program. Intermediate values are released after they are last read.
     *
     * @param given the inputs by name, owned by the caller
     * @param weights the constants, which are not released
     * @param manager creates arrays, on the device of the run
     * @return the outputs by name, owned by the caller
     * @throws BackendException if the sizes do not fit the graph, or the engine fails; the message names the node
     * @throws org.samdeblur.api.CancelledException if the thread is interrupted
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

    /** Returns a value that can be closed independently. An operator may return one of its operands. */
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
