package org.samdeblur.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.Collection;

/**
 * Limits the Euclidean norm of all gradients taken together, like PyTorch's {@code clip_grad_norm_}. Stateless.
 *
 * @since 0.1.0
 */
public final class GlobalNorm {
    private static final double EPSILON = 1e-6;

    private GlobalNorm() {}

    /**
     * Scales gradients down in place, all by the same factor, if their norm exceeds a limit.
     *
     * @param gradients the gradients, at least one
     * @param limit the largest norm allowed, above 0
     * @return the norm before scaling; if it is not finite, the gradients are unchanged
     */
    public static double clip(Collection<NDArray> gradients, double limit) {
        double norm = norm(gradients);
        double factor = limit / (norm + EPSILON);
        if (factor < 1 && Double.isFinite(norm)) {
            gradients.forEach(gradient -> gradient.muli(factor));
        }
        return norm;
    }

    private static double norm(Collection<NDArray> gradients) {
        NDList norms = new NDList();
        gradients.forEach(gradient -> norms.add(gradient.norm()));
        try (norms;
                NDArray all = NDArrays.stack(norms);
                NDArray norm = all.norm()) {
            return norm.toArray()[0].doubleValue();
        }
    }
}
