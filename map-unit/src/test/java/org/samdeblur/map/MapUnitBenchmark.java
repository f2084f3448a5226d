package org.samdeblur.map;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * The MAP unit on a 1280×720 image, S = 2, encoder included, one thread: {@code mvn -pl map-unit -am -P benchmarks
 * -DskipTests test}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
public class MapUnitBenchmark {
    private static final int HEIGHT = 720;
    private static final int WIDTH = 1280;

    /** Called by JMH. */
    public MapUnitBenchmark() {}

    /** Image and weights. */
    @State(Scope.Benchmark)
    public static class Input {
        private final MapEncoder encoder = MapEncoder.random(2, 1);
        private final MaskAveragePooling unit = new MaskAveragePooling(encoder);
        private final Tensor image = MaskSets.features(3, MaskSet.empty(new ImageSize(HEIGHT, WIDTH)), 2);

        /** Called by JMH. */
        public Input() {}
    }

    /** Masks as a segmenter gives them: regions around random points. */
    @State(Scope.Benchmark)
    public static class Disjoint {
        @Param({"5", "50", "500"})
        private int masks;

        private MaskSet set;

        /** Called by JMH. */
        public Disjoint() {}

        /** Draws the masks. */
        @Setup
        public void draw() {
            set = regions(masks);
        }
    }

    /** Fifty such masks, also as numbers. */
    @State(Scope.Benchmark)
    public static class Dense {
        private static final int MASKS = 50;

        private MaskSet set;
        private float[][] dense;

        /** Called by JMH. */
        public Dense() {}

        /** Draws the masks and writes them out. */
        @Setup
        public void draw() {
            set = regions(MASKS);
            dense = DensePooling.dense(set);
        }
    }

    private static MaskSet regions(int count) {
        Random random = new Random(count);
        int[] xs = random.ints(count, 0, WIDTH).toArray();
        int[] ys = random.ints(count, 0, HEIGHT).toArray();
        int[] labels = new int[HEIGHT * WIDTH];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            long nearest = Long.MAX_VALUE;
            for (int i = 0; i < count; i++) {
                long dx = xs[i] - pixel % WIDTH;
                long dy = ys[i] - pixel / WIDTH;
                if (dx * dx + dy * dy < nearest) {
                    nearest = dx * dx + dy * dy;
                    labels[pixel] = i;
                }
            }
        }
        return MaskSet.ofLabels(new ImageSize(HEIGHT, WIDTH), labels);
    }

    /**
     * The unit of this library.
     *
     * @param input image and weights
     * @param disjoint masks
     * @return its channels
     */
    @Benchmark
    public Tensor mapUnit(Input input, Disjoint disjoint) {
        return input.unit.guide(input.image, disjoint.set);
    }

    /**
     * The same by run lengths, as for overlapping masks.
     *
     * @param input image and weights
     * @param disjoint masks
     * @return the same channels
     */
    @Benchmark
    public Tensor byRunLengths(Input input, Disjoint disjoint) {
        return RunPooling.pool(new EncodedRows(input.encoder, input.image), disjoint.set);
    }

    /**
     * The encoder alone, as both ways above and the dense formulation use it.
     *
     * @param input image and weights
     * @return the encoding
     */
    @Benchmark
    public Tensor encoder(Input input) {
        return DensePooling.collect(new EncodedRows(input.encoder, input.image));
    }

    /**
     * The dense formulation.
     *
     * @param input image and weights
     * @param dense masks
     * @return the same channels
     */
    @Benchmark
    public Tensor dense50(Input input, Dense dense) {
        Tensor encoded = DensePooling.collect(new EncodedRows(input.encoder, input.image));
        return DensePooling.pool(encoded, DensePooling.dense(dense.set));
    }

    /**
     * The dense formulation with masks that are written out already.
     *
     * @param input image and weights
     * @param dense masks
     * @return the same channels
     */
    @Benchmark
    public Tensor dense50WrittenOut(Input input, Dense dense) {
        Tensor encoded = DensePooling.collect(new EncodedRows(input.encoder, input.image));
        return DensePooling.pool(encoded, dense.dense);
    }
}
