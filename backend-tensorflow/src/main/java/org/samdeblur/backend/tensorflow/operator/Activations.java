package org.samdeblur.backend.tensorflow.operator;

import java.util.List;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;

/** Activation functions. */
final class Activations {
    private static final float SELU_ALPHA = 1.67326319217681884765625f;
    private static final float SELU_GAMMA = 1.05070102214813232421875f;

    private Activations() {}

    static Family operators() {
        Family family = new Family();
        for (String same : List.of("Relu", "Sigmoid", "Tanh", "Softplus", "Softsign")) {
            family.add(same, Elementwise.unary(same));
        }
        return family.add(
                        "Mish",
                        of((graph, x, node) -> graph.add("Mul", x, graph.add("Tanh", graph.add("Softplus", x)))))
                .add("LeakyRelu", of(Activations::leakyRelu))
                .add("Elu", of((graph, x, node) -> elu(graph, x, node.decimal("alpha", 1))))
                .add("Celu", of((graph, x, node) -> celu(graph, x, node.decimal("alpha", 1))))
                .add("Selu", of(Activations::selu))
                .add("ThresholdedRelu", of(Activations::thresholdedRelu))
                .add(
                        "HardSigmoid",
                        of((graph, x, node) ->
                                hardSigmoid(graph, x, node.decimal("alpha", 0.2f), node.decimal("beta", 0.5f))))
                .add("HardSwish", of((graph, x, node) -> graph.add("Mul", x, hardSigmoid(graph, x, 1f / 6, 0.5f))))
                .add("Gelu", of(Activations::gelu))
                .add("PRelu", Activations::prelu);
    }

    private interface Function {
        Output<?> of(GraphWriter graph, Output<?> x, NodeDescription node);
    }

    private static Operator of(Function function) {
        return Elementwise.each((operands, x) -> function.of(operands.graph(), x, operands.node()));
    }

    private static Output<?> leakyRelu(GraphWriter graph, Output<?> x, NodeDescription node) {
        return graph.first(graph.operation("LeakyRelu").addInput(x).setAttr("alpha", node.decimal("alpha", 0.01f)));
    }

    /** TensorFlow's own operation has a fixed slope of 1 at 0. */
    private static Output<?> elu(GraphWriter graph, Output<?> x, float alpha) {
        if (alpha == 1) {
            return graph.add("Elu", x);
        }
        Output<?> negative = graph.add("Expm1", graph.add("Minimum", x, graph.numberLike(0, x)));
        return graph.add("AddV2", graph.add("Relu", x), graph.scaled(negative, alpha));
    }

    private static Output<?> celu(GraphWriter graph, Output<?> x, float alpha) {
        return graph.scaled(graph.add("Elu", graph.scaled(x, 1.0 / alpha)), alpha);
    }

    private static Output<?> selu(GraphWriter graph, Output<?> x, NodeDescription node) {
        Output<?> elu = elu(graph, x, node.decimal("alpha", SELU_ALPHA));
        return graph.scaled(elu, node.decimal("gamma", SELU_GAMMA));
    }

    private static Output<?> thresholdedRelu(GraphWriter graph, Output<?> x, NodeDescription node) {
        Output<?> passes = graph.add("Greater", x, graph.numberLike(node.decimal("alpha", 1), x));
        return graph.add("SelectV2", passes, x, graph.numberLike(0, x));
    }

    private static Output<?> hardSigmoid(GraphWriter graph, Output<?> x, float slope, float shift) {
        Output<?> line = graph.shifted(graph.scaled(x, slope), shift);
        Output<?> positive = graph.add("Maximum", line, graph.numberLike(0, x));
        return graph.add("Minimum", positive, graph.numberLike(1, x));
    }

    private static Output<?> gelu(GraphWriter graph, Output<?> x, NodeDescription node) {
        String approximation = node.text("approximate", "none");
        return switch (approximation) {
            case "none" -> {
                Output<?> error = graph.add("Erf", graph.scaled(x, Math.sqrt(0.5)));
                yield graph.add("Mul", graph.scaled(x, 0.5), graph.shifted(error, 1));
            }
            case "tanh" -> {
                // (1 + tanh z) / 2 equals the logistic function of 2 z, which needs fewer passes over the values
                double root = 2 * Math.sqrt(2 / Math.PI);
                Output<?> bent = graph.shifted(graph.scaled(graph.add("Square", x), 0.044715 * root), root);
                yield graph.add("Mul", x, graph.add("Sigmoid", graph.add("Mul", bent, x)));
            }
            default -> throw node.refusal("its approximation '" + approximation + "' is not supported");
        };
    }

    private static List<Value> prelu(Operands operands) {
        GraphWriter graph = operands.graph();
        return Elementwise.combine(operands, (x, slope) -> {
            Output<?> negative = graph.add("Mul", graph.add("Relu", graph.add("Neg", x)), slope);
            return graph.add("Sub", graph.add("Relu", x), negative);
        });
    }
}
