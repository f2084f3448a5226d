package org.samdeblur.networks.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/**
 * A checkpoint of random weights, the same every time. Weights share their values, each beginning elsewhere, as drawing gigabytes of
 * them would take long.
 */
public final class RandomWeights implements Checkpoint {
    private static final int POOL = 1 << 23;

    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    private final Map<String, Constant> given = new LinkedHashMap<>();
    private final ByteBuffer pool;

    /**
     * Draws values.
     *
     * @param width the channels that layers read: values are within one over its root
     */
    RandomWeights(int width) {
        pool = ByteBuffer.allocateDirect(POOL * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(1);
        while (pool.hasRemaining()) {
            pool.putFloat((float) ((2 * random.nextFloat() - 1) / Math.sqrt(width)));
        }
        pool.flip();
    }

    void add(String name, Integer... shape) {
        shapes.put(name, List.of(shape));
    }

    /** A weight and a bias. */
    void addLayer(String name, Integer... shape) {
        add(name + ".weight", shape);
        add(name + ".bias", shape[0]);
    }

    /** Adds weights that are given, under other names. */
    void addAll(Checkpoint others, UnaryOperator<String> names) {
        others.names().forEach(name -> {
            shapes.put(names.apply(name), others.shape(name));
            given.put(names.apply(name), others.weight(name));
        });
    }

    /**
     * Writes the file as {@code torch.save} would.
     *
     * @param file where to
     */
    public void write(Path file) {
        PyTorchZipWriter.write(file, shapes, this::weight);
    }

    @Override
    public Path file() {
        return Path.of("random");
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public List<Integer> shape(String name) {
        return shapes.get(name);
    }

    @Override
    public Constant weight(String name) {
        if (given.containsKey(name)) {
            return given.get(name);
        }
        List<Integer> shape = shapes.get(name);
        int count = shape.stream().reduce(1, Math::multiplyExact);
        int start = Math.floorMod(name.hashCode(), POOL - count);
        return new Constant(ElementType.FLOAT, shape, pool.slice(start * Float.BYTES, count * Float.BYTES));
    }
}
