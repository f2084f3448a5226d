package org.samdeblur.networks.graph.rewrite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Node;

/** Evaluates comparisons and logical operators of known single integers and booleans, which conditions consist of. */
final class KnownTruths {
    private KnownTruths() {}

    static Optional<Constant> of(Node node, GraphIndex graph) {
        Optional<Constant> a = single(node.input(0), graph);
        Optional<Constant> b = node.input(1).isEmpty() ? a : single(node.input(1), graph);
        if (a.isEmpty() || b.isEmpty()) {
            return Optional.empty();
        }
        long x = number(a.get());
        long y = number(b.get());
        boolean truth = switch (node.operator()) {
            case "Equal" -> x == y;
            case "Greater" -> x > y;
            case "GreaterOrEqual" -> x >= y;
            case "Less" -> x < y;
            case "LessOrEqual" -> x <= y;
            case "Not" -> x == 0;
            case "And" -> x != 0 && y != 0;
            case "Or" -> x != 0 || y != 0;
            default -> throw new IllegalArgumentException(node.operator());
        };
        List<Integer> shape = a.get().shape().size() > b.get().shape().size()
                ? a.get().shape()
                : b.get().shape();
        return Optional.of(new Constant(ElementType.BOOL, shape, ByteBuffer.wrap(new byte[] {(byte) (truth ? 1 : 0)})));
    }

    /** Casts a single integer or boolean to one of these types. */
    static Optional<Constant> cast(String value, long to, GraphIndex graph) {
        return single(value, graph).flatMap(known -> {
            long number = number(known);
            if (to == ElementType.BOOL.onnxCode()) {
                byte[] truth = {(byte) (number != 0 ? 1 : 0)};
                return Optional.of(new Constant(ElementType.BOOL, known.shape(), ByteBuffer.wrap(truth)));
            }
            ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            if (to == ElementType.INT32.onnxCode()) {
                return Optional.of(new Constant(
                        ElementType.INT32,
                        known.shape(),
                        bytes.putInt((int) number).flip()));
            }
            return to == ElementType.INT64.onnxCode()
                    ? Optional.of(new Constant(
                            ElementType.INT64,
                            known.shape(),
                            bytes.putLong(number).flip()))
                    : Optional.empty();
        });
    }

    private static Optional<Constant> single(String value, GraphIndex graph) {
        return graph.constant(value).filter(constant -> switch (constant.type()) {
            case BOOL, INT32, INT64 ->
                constant.data().remaining() == constant.type().bytes();
            default -> false;
        });
    }

    private static long number(Constant constant) {
        return constant.type() == ElementType.BOOL ? constant.data().get() : constant.toLongs()[0];
    }
}
