package org.samdeblur.networks.sam.automatic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Torchvision's non-maximum suppression. */
class BoxSuppressionTest {
    private record Scored(int index, Corners box, float score) {}

    /** Goes down the list and strikes out, as textbooks have it. */
    private static List<Scored> naive(List<Scored> items, double threshold) {
        boolean[] struck = new boolean[items.size()];
        List<Scored> kept = new ArrayList<>();
        while (true) {
            Scored best = null;
            for (Scored item : items) {
                if (!struck[item.index()] && (best == null || item.score() > best.score())) {
                    best = item;
                }
            }
            if (best == null) {
                return kept;
            }
            kept.add(best);
            struck[best.index()] = true;
            for (Scored item : items) {
                Corners a = best.box();
                Corners b = item.box();
                float width = Math.max(0, Math.min(a.right(), b.right()) - Math.max(a.left(), b.left()));
                float height = Math.max(0, Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top()));
                float both = width * height;
                float areas = (a.right() - a.left()) * (a.bottom() - a.top())
                        + (b.right() - b.left()) * (b.bottom() - b.top());
                if (both / (areas - both) > threshold) {
                    struck[item.index()] = true;
                }
            }
        }
    }

    @Property
    void keepsWhatTheNaiveWayKeeps(
            @ForAll @IntRange(max = 60) int count,
            @ForAll @DoubleRange(min = 0, max = 1) double threshold,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Scored> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int left = random.nextInt(10);
            int top = random.nextInt(10);
            Corners box = new Corners(left, top, left + random.nextInt(12), top + random.nextInt(12));
            items.add(new Scored(i, box, random.nextInt(8) / 8f));
        }

        assertEquals(naive(items, threshold), BoxSuppression.keepBest(items, Scored::box, Scored::score, threshold));
    }

    @Test
    void overlapAtTheThresholdIsAllowed() {
        List<Scored> items =
                List.of(new Scored(0, new Corners(0, 0, 4, 4), 1), new Scored(1, new Corners(0, 0, 4, 2), 1));

        assertEquals(items, BoxSuppression.keepBest(items, Scored::box, Scored::score, 0.5));
        assertEquals(items.subList(0, 1), BoxSuppression.keepBest(items, Scored::box, Scored::score, 0.49));
    }

    @Test
    void boxesWithoutAreaAreNeverDuplicates() {
        List<Scored> items = List.of(new Scored(0, Corners.NONE, 1), new Scored(1, Corners.NONE, 1));

        assertEquals(items, BoxSuppression.keepBest(items, Scored::box, Scored::score, 0));
    }
}
