package org.samdeblur.training.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Patches of several sources, in given shares. The {@linkplain #size size} is 200: in each round of 200 patches, every
 * source provides its share, from images that are chosen at random. Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MixedSamples implements SampleSource {
    private static final int ROUND = 200;

    private final List<SampleSource> places;

    private MixedSamples(List<SampleSource> places) {
        this.places = places;
    }

    /**
     * A source and its share.
     *
     * @param source the patches
     * @param weight the share of the patches, relative to other parts; finite and above 0
     */
    public record Part(SampleSource source, double weight) {
        /**
         * Checks the weight.
         *
         * @param source the patches
         * @param weight the share of the patches
         * @throws IllegalArgumentException if the weight is not finite and above 0
         */
        public Part {
            if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the weight of a source must be finite and above 0, not " + weight);
            }
        }
    }

    /**
     * Mixes sources.
     *
     * @param parts at least one part; shares are rounded to multiples of 1/200, small ones to 0
     * @return the mixed patches
     * @throws IllegalArgumentException if there are no parts
     */
    public static MixedSamples of(List<Part> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a mix needs a source");
        }
        double all = parts.stream().mapToDouble(Part::weight).sum();
        List<SampleSource> places = new ArrayList<>();
        double until = 0;
        for (Part part : parts) {
            until += part.weight();
            while (places.size() < Math.round(until / all * ROUND)) {
                places.add(part.source());
            }
        }
        return new MixedSamples(List.copyOf(places));
    }

    @Override
    public int size() {
        return ROUND;
    }

    @Override
    public void requireRoomFor(int side) {
        places.stream().distinct().forEach(source -> source.requireRoomFor(side));
    }

    @Override
    public void requireRoomForSsim() {
        places.stream().distinct().forEach(SampleSource::requireRoomForSsim);
    }

    @Override
    public Sample sample(int image, int side, long seed) {
        SampleSource source = places.get(image);
        SplittableRandom random = new SplittableRandom(seed);
        return source.sample(random.nextInt(source.size()), side, random.nextLong());
    }

    @Override
    public Sample whole(int image, long seed) {
        SampleSource source = places.get(image);
        SplittableRandom random = new SplittableRandom(seed);
        return source.whole(random.nextInt(source.size()), random.nextLong());
    }
}
