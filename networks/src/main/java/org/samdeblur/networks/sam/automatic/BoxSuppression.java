package org.samdeblur.networks.sam.automatic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Non-maximum suppression: of masks whose boxes nearly coincide, the best is kept. */
final class BoxSuppression {
    private BoxSuppression() {}

    /**
     * Returns what is kept, the best first; of equal scores the earlier is the better.
     *
     * @param items the candidates
     * @param box what is compared
     * @param score what is better when higher
     * @param threshold intersections over union above this suppress
     */
    static <T> List<T> keepBest(
            List<T> items, Function<? super T, Corners> box, ToDoubleFunction<? super T> score, double threshold) {
        List<T> descending = new ArrayList<>(items);
        descending.sort((a, b) -> Double.compare(score.applyAsDouble(b), score.applyAsDouble(a)));
        List<T> kept = new ArrayList<>();
        List<Corners> boxes = new ArrayList<>();
        for (T item : descending) {
            Corners own = box.apply(item);
            if (boxes.stream().noneMatch(better -> better.overlap(own) > threshold)) {
                kept.add(item);
                boxes.add(own);
            }
        }
        return kept;
    }
}
