package org.samdeblur.networks.architecture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.samdeblur.networks.graph.Constant;

/** Initial weights for training. The values of a weight depend only on the seed, its name and its shape. */
final class FreshWeights implements WeightSource {
    private final long seed;
    private final Map<String, Constant> made = new LinkedHashMap<>();

    FreshWeights(long seed) {
        this.seed = seed;
    }

    @Override
    public Constant weight(String name, List<Integer> shape, Initial initial) {
        return made.computeIfAbsent(name, added -> {
            SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
            int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
            return Constant.create(values -> initial.fill(values, random), sizes);
        });
    }

    @Override
    public void ignore(String name) {
        // nothing to account for: weights are created on request
    }
}
