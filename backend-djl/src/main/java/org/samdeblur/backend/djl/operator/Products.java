package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.networks.operator.NodeDescription;

/** Matrix products. */
final class Products {
    private Products() {}

    static Family operators() {
        return new Family()
                .addPlain("MatMul", operands -> operands.array(0).matMul(operands.array(1)))
                .add("Gemm", Products::gemm);
    }

    private static Operator gemm(NodeDescription node) {
        float alpha = node.decimal("alpha", 1);
        float beta = node.decimal("beta", 1);
        boolean flipA = node.flag("transA", false);
        boolean flipB = node.flag("transB", false);
        return Family.one(operands -> {
            NDArray a = flipA ? operands.array(0).transpose(1, 0) : operands.array(0);
            NDArray b = flipB ? operands.array(1).transpose(1, 0) : operands.array(1);
            NDArray product = a.matMul(b);
            NDArray scaled = alpha == 1 ? product : product.mul(Tensors.number(alpha, product));
            if (!operands.has(2)) {
                return scaled;
            }
            NDArray c = operands.array(2).broadcast(new Shape(a.size(0), b.size(1)));
            return scaled.add(beta == 1 ? c : c.mul(Tensors.number(beta, c)));
        });
    }
}
