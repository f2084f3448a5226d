package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.operator.NodeDescription;

/** Normalisation layers. */
final class Normalisations {
    private Normalisations() {}

    static Family operators() {
        return new Family()
                .add("BatchNormalization", Normalisations::batch)
                .add("InstanceNormalization", Normalisations::instance)
                .add("GroupNormalization", Normalisations::group)
                .add("LayerNormalization", Normalisations::layer)
                .add("LpNormalization", Normalisations::lp)
                .add("Softmax", node -> softmax(node, NDArray::softmax))
                .add("LogSoftmax", node -> softmax(node, NDArray::logSoftmax));
    }

    private static Operator batch(NodeDescription node) {
        float epsilon = node.decimal("epsilon", 1e-5f);
        // before operator set 14, further outputs request training mode
        node.require(!node.flag("training_mode", false) && node.outputs() == 1, "training mode");
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            NDArray scale = operands.array(1).div(operands.array(4).add(epsilon).sqrt());
            NDArray shift = operands.array(2).sub(operands.array(3).mul(scale));
            return affine(x, scale, shift);
        });
    }

    /** Scales and shifts every channel. */
    private static NDArray affine(NDArray x, NDArray scale, NDArray shift) {
        long[] perChannel = new long[x.getShape().dimension()];
        Arrays.fill(perChannel, 1);
        perChannel[1] = x.size(1);
        Shape shape = new Shape(perChannel);
        return x.mul(scale.reshape(shape)).add(shift.reshape(shape));
    }

    private static Operator instance(NodeDescription node) {
        float epsilon = node.decimal("epsilon", 1e-5f);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            NDArray normal = normalised(x, x.size(0) * x.size(1), epsilon);
            return affine(normal, operands.array(1), operands.array(2));
        });
    }

    /** Scale and shift are per group before operator set 21 and per channel since then. */
    private static Operator group(NodeDescription node) {
        float epsilon = node.decimal("epsilon", 1e-5f);
        long groups = node.integer("num_groups", 1);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            NDArray normal = normalised(x, x.size(0) * groups, epsilon);
            long each = x.size(1) / groups;
            return affine(
                    normal,
                    perChannel(operands.array(1), x.size(1), each),
                    perChannel(operands.array(2), x.size(1), each));
        });
    }

    private static NDArray perChannel(NDArray values, long channels, long each) {
        return values.size() == channels
                ? values
                : values.reshape(new Shape(-1, 1))
                        .broadcast(new Shape(channels / each, each))
                        .reshape(new Shape(channels));
    }

    /** Normalises each of the given number of equal, consecutive parts to mean 0 and deviation 1. */
    private static NDArray normalised(NDArray x, long parts, float epsilon) {
        NDArray rows = x.reshape(new Shape(parts, -1));
        return norm(rows, new Shape(rows.size(1)), null, null, epsilon).reshape(x.getShape());
    }

    private static NDArray norm(NDArray x, Shape last, NDArray scale, NDArray shift, float epsilon) {
        NDManager manager = x.getManager();
        DataType type = x.getDataType();
        NDArray gamma = scale == null ? manager.ones(last, type) : scale;
        NDArray beta = shift == null ? manager.zeros(last, type) : shift;
        return x.getNDArrayInternal().layerNorm(x, last, gamma, beta, epsilon).singletonOrThrow();
    }

    private static Operator layer(NodeDescription node) {
        long first = node.integer("axis", -1);
        float epsilon = node.decimal("epsilon", 1e-5f);
        node.requireOneOutput();
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            Shape last = x.getShape().slice(Shapes.axis(first, x.getShape().dimension()));
            NDArray scale = spread(operands.array(1), last);
            NDArray shift = operands.has(2) ? spread(operands.array(2), last) : null;
            return norm(x, last, scale, shift, epsilon);
        });
    }

    /** Broadcasts to the last axes, with size 1 for the axes before them. */
    private static NDArray spread(NDArray values, Shape last) {
        Shape own = values.getShape();
        int more = own.dimension() - last.dimension();
        return (more > 0 ? values.reshape(own.slice(more)) : values).broadcast(last);
    }

    private static Operator lp(NodeDescription node) {
        long axis = node.integer("axis", -1);
        long p = node.integer("p", 2);
        node.require(p == 1 || p == 2, "a norm of order " + p);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            int[] over = {Shapes.axis(axis, x.getShape().dimension())};
            NDArray norm = p == 1
                    ? x.abs().sum(over, true)
                    : x.square().sum(over, true).sqrt();
            // values of norm 0 are left unchanged
            NDArray one = norm.eq(Tensors.number(0, norm)).toType(norm.getDataType(), false);
            return x.div(norm.add(one));
        });
    }

    private interface AlongAxis {
        NDArray apply(NDArray x, int axis);
    }

    /** Before operator set 13, all axes from the given one on are joined. */
    private static Operator softmax(NodeDescription node, AlongAxis function) {
        boolean flattening = node.opset() < 13;
        long axis = node.integer("axis", flattening ? 1 : -1);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            int along = Shapes.axis(axis, x.getShape().dimension());
            if (!flattening || along == x.getShape().dimension() - 1) {
                return function.apply(x, along);
            }
            Shape flat = new Shape(Shapes.size(x.getShape().slice(0, along).getShape()), -1);
            return function.apply(x.reshape(flat), 1).reshape(x.getShape());
        });
    }
}
