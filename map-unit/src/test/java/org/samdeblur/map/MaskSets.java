package org.samdeblur.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/** Mask sets for laws that hold for all of them. */
@SuppressWarnings("exports") // jqwik is not part of what the module shows
public final class MaskSets extends DomainContextBase {
    /** Called by jqwik. */
    public MaskSets() {}

    /** Up to nine random masks, some with single pixels, some with rectangles, some empty, on up to 17×17 pixels. */
    @Provide
    Arbitrary<MaskSet> overlapping() {
        Arbitrary<Integer> sides = Arbitraries.integers().between(1, 17);
        Arbitrary<Integer> masks = Arbitraries.integers().between(0, 9);
        return Combinators.combine(sides, sides, masks, Arbitraries.longs()).as(MaskSets::randomMasks);
    }

    private static MaskSet randomMasks(int height, int width, int masks, long seed) {
        Random random = new Random(seed);
        List<Mask> list = new ArrayList<>();
        for (int i = 0; i < masks; i++) {
            boolean[] inside = new boolean[height * width];
            switch (random.nextInt(3)) {
                case 0 -> IntStream.range(0, inside.length).forEach(p -> inside[p] = random.nextInt(3) == 0);
                case 1 -> fillRectangle(inside, height, width, random);
                default -> Arrays.fill(inside, false);
            }
            list.add(Mask.of(new ImageSize(height, width), inside));
        }
        return MaskSet.of(new ImageSize(height, width), list);
    }

    private static void fillRectangle(boolean[] inside, int height, int width, Random random) {
        int bottom = 1 + random.nextInt(height);
        int right = 1 + random.nextInt(width);
        for (int y = random.nextInt(bottom); y < bottom; y++) {
            Arrays.fill(inside, y * width + random.nextInt(right), y * width + right, true);
        }
    }

    /** A partition, or what is left of one where pixels have no label. */
    static MaskSet disjoint(int height, int width, int labels, boolean covering, long seed) {
        Random random = new Random(seed);
        int lowest = covering ? 0 : MaskSet.UNCOVERED;
        int[] map = IntStream.generate(() -> lowest + random.nextInt(labels - lowest))
                .limit((long) height * width)
                .toArray();
        return MaskSet.ofLabels(new ImageSize(height, width), map);
    }

    /** Features in [0, 1). */
    static Tensor features(int channels, MaskSet masks, long seed) {
        Random random = new Random(seed);
        float[] values = new float[channels * masks.height() * masks.width()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return Tensor.of(values, channels, masks.height(), masks.width());
    }

    /** Every mask densely, for plain formulations. */
    static List<boolean[]> dense(MaskSet masks) {
        return masks.masks().stream().map(Mask::toDense).toList();
    }
}
