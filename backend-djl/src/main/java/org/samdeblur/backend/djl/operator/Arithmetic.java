package org.samdeblur.backend.djl.operator;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.samdeblur.networks.graph.ElementType;

/** Elementwise operations on numbers in Java, with ONNX's broadcasting. */
final class Arithmetic {
    private Arithmetic() {}

    static Numbers map(Numbers x, ElementType type, DoubleUnaryOperator function) {
        double[] values = x.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(values[i]);
        }
        return Numbers.of(type, x.shape(), values);
    }

    static Numbers combine(Numbers a, Numbers b, ElementType type, DoubleBinaryOperator function) {
        long[] shape = Shapes.broadcast(a.shape(), b.shape());
        int[] inA = Shapes.places(shape, Shapes.strides(a.shape(), shape.length), 0);
        int[] inB = Shapes.places(shape, Shapes.strides(b.shape(), shape.length), 0);
        double[] values = new double[inA.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(a.get(inA[i]), b.get(inB[i]));
        }
        return Numbers.of(type, shape, values);
    }

    static Numbers choose(Numbers condition, Numbers a, Numbers b) {
        Numbers stretched = combine(a, b, a.type(), (x, y) -> x);
        Numbers otherwise = combine(a, b, a.type(), (x, y) -> y);
        long[] shape = Shapes.broadcast(condition.shape(), stretched.shape());
        int[] inCondition = Shapes.places(shape, Shapes.strides(condition.shape(), shape.length), 0);
        int[] inValues = Shapes.places(shape, Shapes.strides(stretched.shape(), shape.length), 0);
        double[] values = new double[inValues.length];
        for (int i = 0; i < values.length; i++) {
            Numbers source = condition.get(inCondition[i]) != 0 ? stretched : otherwise;
            values[i] = source.get(inValues[i]);
        }
        return Numbers.of(a.type(), shape, values);
    }
}
