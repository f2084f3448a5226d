package org.samdeblur.backend.tensorflow.operator;

import java.util.List;
import org.samdeblur.networks.operator.NodeDescription;
import org.tensorflow.Output;

/** Matrix products. */
final class Products {
    private Products() {}

    static Family operators() {
        return new Family().add("MatMul", Products::matMul).add("Gemm", Products::gemm);
    }

    private static List<Value> matMul(Operands operands) {
        GraphWriter graph = operands.graph();
        int rankA = operands.value(0).rank();
        int rankB = operands.value(1).rank();
        Output<?> a = rankA == 1 ? graph.add("ExpandDims", operands.natural(0), graph.scalar(0)) : operands.natural(0);
        Output<?> b = rankB == 1 ? graph.add("ExpandDims", operands.natural(1), graph.scalar(1)) : operands.natural(1);
        Output<?> product = rankA > 2 && rankB <= 2 ? rowByRow(graph, a, b) : graph.add("BatchMatMulV2", a, b);
        if (rankB == 1) {
            product = graph.squeezed(product, -1);
        }
        return operands.made(rankA == 1 ? graph.squeezed(product, rankB == 1 ? -1 : -2) : product);
    }

    /** Multiplies all rows of many matrices by one matrix in a single product, which is faster than one product per matrix. */
    private static Output<?> rowByRow(GraphWriter graph, Output<?> many, Output<?> one) {
        int last = many.rank() - 1;
        Output<?> shape = graph.shape(one);
        Output<?> rows = graph.add("Reshape", many, graph.concat(0, graph.longs(-1), graph.part(shape, 0, 1)));
        Output<?> whole = graph.concat(0, graph.part(graph.shape(many), 0, last), graph.part(shape, 1, 2));
        return graph.add("Reshape", graph.add("MatMul", rows, one), whole);
    }

    private static List<Value> gemm(Operands operands) {
        NodeDescription node = operands.node();
        GraphWriter graph = operands.graph();
        Output<?> product = graph.first(graph.operation("MatMul")
                .addInput(operands.natural(0))
                .addInput(operands.natural(1))
                .setAttr("transpose_a", node.flag("transA", false))
                .setAttr("transpose_b", node.flag("transB", false)));
        Output<?> scaled = graph.scaled(product, node.decimal("alpha", 1));
        if (!operands.has(2)) {
            return operands.made(scaled);
        }
        return operands.made(graph.add("AddV2", scaled, graph.scaled(operands.natural(2), node.decimal("beta", 1))));
    }
}
