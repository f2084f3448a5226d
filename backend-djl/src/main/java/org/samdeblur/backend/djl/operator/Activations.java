package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.function.UnaryOperator;
import org.samdeblur.backend.djl.runtime.ScriptedFunctions;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.operator.NodeDescription;

/** Activation functions. */
final class Activations {
    private static final float SELU_ALPHA = 1.67326319217681884765625f;
    private static final float SELU_GAMMA = 1.05070102214813232421875f;

    private Activations() {}

    static Family operators() {
        return new Family()
                .add("Relu", node -> of(Activation::relu))
                .add("Sigmoid", node -> of(Activation::sigmoid))
                .add("Tanh", node -> of(NDArray::tanh))
                .add("Softplus", node -> of(Activation::softPlus))
                .add("Softsign", node -> of(Activation::softSign))
                .add("Mish", node -> of(x -> x.mul(Activation.softPlus(x).tanh())))
                .add("LeakyRelu", node -> leakyRelu(node.decimal("alpha", 0.01f)))
                .add("Elu", node -> elu(node.decimal("alpha", 1)))
                .add("Celu", node -> celu(node.decimal("alpha", 1)))
                .add("Selu", node -> selu(node.decimal("alpha", SELU_ALPHA), node.decimal("gamma", SELU_GAMMA)))
                .add("ThresholdedRelu", node -> thresholdedRelu(node.decimal("alpha", 1)))
                .add("HardSigmoid", node -> hardSigmoid(node.decimal("alpha", 0.2f), node.decimal("beta", 0.5f)))
                .add("HardSwish", node -> of(x -> x.mul(hardSigmoid(x, 1f / 6, 0.5f))))
                .add("Gelu", Activations::gelu)
                .addPlain("PRelu", operands -> prelu(operands.array(0), operands.array(1)));
    }

    private static Operator of(UnaryOperator<NDArray> function) {
        return Family.one(operands -> function.apply(operands.array(0)));
    }

    private static NDArray scaled(NDArray x, double factor) {
        return x.mul(Tensors.number(factor, x));
    }

    private static Operator leakyRelu(float slope) {
        return of(x -> Activation.leakyRelu(x, slope));
    }

    private static Operator elu(float alpha) {
        return of(x -> Activation.elu(x, alpha));
    }

    private static Operator celu(float alpha) {
        return of(x -> scaled(Activation.elu(scaled(x, 1 / alpha), 1), alpha));
    }

    private static Operator selu(float alpha, float gamma) {
        return of(x -> scaled(Activation.elu(x, alpha), gamma));
    }

    private static Operator thresholdedRelu(float threshold) {
        return of(x -> x.mul(x.gt(threshold).toType(x.getDataType(), false)));
    }

    private static Operator hardSigmoid(float slope, float shift) {
        return of(x -> hardSigmoid(x, slope, shift));
    }

    private static NDArray hardSigmoid(NDArray x, float slope, float shift) {
        return scaled(x, slope).add(shift).maximum(Tensors.number(0, x)).minimum(Tensors.number(1, x));
    }

    private static Operator gelu(NodeDescription node) {
        return switch (node.text("approximate", "none")) {
            case "none" -> of(x -> scaled(x.mul(scaled(x, Math.sqrt(0.5)).erf().add(1f)), 0.5));
            case "tanh" -> of(ScriptedFunctions::geluByTanh);
            default -> throw node.refusal("its approximation '" + node.text("approximate", "") + "' is not supported");
        };
    }

    private static NDArray prelu(NDArray x, NDArray slope) {
        return Activation.relu(x).sub(Activation.relu(x.neg()).mul(slope));
    }
}
