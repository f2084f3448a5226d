package org.samdeblur.backend.djl.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.runtime.Tensors;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.map.MaskDropout;

class MapBlockTest {
    private static final int HEIGHT = 12;
    private static final int WIDTH = 17;
    private static final MapEncoder ENCODER = MapEncoder.random(2, 5);
    private static final MaskDropout NONE = new MaskDropout(0);

    private final NDManager manager = Blocks.manager();
    private final ParameterStore store = new ParameterStore(manager, false);

    @AfterEach
    @AfterProperty
    void close() {
        manager.close();
    }

    /** A unit whose network hands its input out. */
    private MapBlock bare(MaskDropout dropout, DataType type) {
        MapBlock block = new MapBlock(ENCODER, dropout, new LambdaBlock(list -> list));
        block.initialize(manager, type, new Shape(1, 3, HEIGHT, WIDTH));
        return block;
    }

    private NDArray run(MapBlock block, NDArray images, List<MaskSet> masks, boolean training) {
        PairList<String, Object> params = new PairList<>();
        params.add(MapBlock.MASKS, masks);
        return block.forward(store, new NDList(images), training, params).singletonOrThrow();
    }

    private NDArray images(int batch) {
        return Tensors.toArray(Blocks.random(1, batch, 3, HEIGHT, WIDTH), manager);
    }

    private static Tensor expected(Tensor image, MaskSet masks) {
        return Tensor.concat(image, new MaskAveragePooling(ENCODER).guide(image, masks));
    }

    private static void assertClose(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.toArray(), actual.toArray(), 1e-5f);
    }

    @Property(tries = 20)
    void poolsAsTheUnitInPlainJavaDoes(
            @ForAll long seed,
            @ForAll @IntRange(max = 9) int disjoint,
            @ForAll @IntRange(min = 1, max = 6) int overlapping) {
        List<MaskSet> masks = List.of(
                Blocks.disjoint(seed, disjoint, HEIGHT, WIDTH), Blocks.overlapping(seed, overlapping, HEIGHT, WIDTH));
        Tensor images = Blocks.random(seed, 2, 3, HEIGHT, WIDTH);
        Tensor made =
                Tensors.toTensor(run(bare(NONE, DataType.FLOAT32), Tensors.toArray(images, manager), masks, false));
        for (int i = 0; i < 2; i++) {
            Tensor image = images.slice(i, i + 1).reshape(3, HEIGHT, WIDTH);
            assertClose(expected(image, masks.get(i)), made.slice(i, i + 1));
        }
    }

    @Test
    void labelMapsStandForMaskSets() {
        MaskSet masks = Blocks.disjoint(4, 5, HEIGHT, WIDTH);
        NDArray map = manager.create(masks.labels().orElseThrow().toArray(), new Shape(1, 1, HEIGHT, WIDTH));
        MapBlock block = bare(NONE, DataType.FLOAT32);
        NDArray further = manager.ones(new Shape(7));
        for (DataType type : List.of(DataType.INT32, DataType.INT64, DataType.FLOAT32)) {
            NDList made = block.forward(store, new NDList(images(1), map.toType(type, false), further), false);
            assertEquals(run(block, images(1), List.of(masks), false), made.get(0));
            assertEquals(further, made.get(1));
        }
    }

    @Test
    void gradientsReachImageAndEncoder() {
        MapBlock block = bare(NONE, DataType.FLOAT64);
        NDArray images = images(2).toType(DataType.FLOAT64, true);
        List<MaskSet> masks = List.of(Blocks.disjoint(2, 4, HEIGHT, WIDTH), Blocks.overlapping(8, 4, HEIGHT, WIDTH));
        Stream.concat(Stream.of(images), block.getParameters().values().stream().map(p -> p.getArray()))
                .forEach(variable -> Differences.assertGradient(
                        variable, () -> Differences.weighted(run(block, images, masks, true))));
    }

    @Test
    void gradientsInSinglePrecisionAreThoseInDouble() {
        List<MaskSet> masks = List.of(Blocks.overlapping(8, 4, HEIGHT, WIDTH));
        float[] single = gradient(DataType.FLOAT32, masks);
        float[] twice = gradient(DataType.FLOAT64, masks);
        assertArrayEquals(twice, single, 1e-4f);
    }

    private float[] gradient(DataType type, List<MaskSet> masks) {
        MapBlock block = bare(NONE, type);
        NDArray images = images(1).toType(type, true);
        Differences.differentiate(() -> Differences.weighted(run(block, images, masks, true)));
        NDArray gradient =
                block.getParameters().get("pre_seg.weight").getArray().getGradient();
        return gradient.toType(DataType.FLOAT32, false).toFloatArray();
    }

    @Test
    void masksAreDroppedInTrainingAsTheSeedHasIt() {
        MapBlock block = bare(new MaskDropout(), DataType.FLOAT32);
        List<MaskSet> masks = List.of(Blocks.disjoint(4, 8, HEIGHT, WIDTH));
        block.seedDropout(11);
        NDArray first = run(block, images(1), masks, true);
        NDArray second = run(block, images(1), masks, true);
        block.seedDropout(11);
        assertEquals(first, run(block, images(1), masks, true));
        assertEquals(second, run(block, images(1), masks, true));
        assertNotEquals(first, second);
        Tensor image = Tensors.toTensor(images(1)).reshape(3, HEIGHT, WIDTH);
        assertClose(expected(image, masks.get(0)), Tensors.toTensor(run(block, images(1), masks, false)));
    }

    @Test
    void anyBlockOfDjlCanBeWrapped() {
        MapBlock block = new MapBlock(
                ENCODER,
                NONE,
                Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(3).build());
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, HEIGHT, WIDTH));
        assertEquals(
                new Shape(1, 3, HEIGHT - 2, WIDTH - 2),
                run(block, images(1), List.of(MaskSet.empty(new ImageSize(HEIGHT, WIDTH))), false)
                        .getShape());
        assertEquals(
                new Shape(3, 5, 3, 3), block.getParameters().get(4).getValue().getShape());
    }

    @Test
    void masksThatDoNotFitAreRefused() {
        MapBlock block = bare(NONE, DataType.FLOAT32);
        NDArray two = images(2);
        MaskSet fitting = MaskSet.empty(new ImageSize(HEIGHT, WIDTH));
        assertThrows(InvalidMaskException.class, () -> run(block, two, List.of(fitting), false));
        assertThrows(
                InvalidMaskException.class,
                () -> run(block, two, List.of(fitting, MaskSet.empty(new ImageSize(WIDTH, HEIGHT))), false));
        assertThrows(IllegalArgumentException.class, () -> block.forward(store, new NDList(two), false));
        NDArray flat = manager.zeros(new Shape(2, HEIGHT, WIDTH));
        assertThrows(InvalidMaskException.class, () -> block.forward(store, new NDList(two, flat), false));
    }
}
