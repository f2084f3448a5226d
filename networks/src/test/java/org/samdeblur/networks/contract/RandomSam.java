package org.samdeblur.networks.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;

/** A SAM of a published size with random weights under the official names. */
public final class RandomSam implements Checkpoint {
    private static final int GRID = 64;
    private static final int WINDOW = 14;
    private static final int EMBEDDING = 256;
    private static final int POOL = 1 << 23;

    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    private final RandomMaskDecoder decoder = RandomMaskDecoder.create();
    private final ByteBuffer pool;

    private RandomSam(int width, int depth, int heads) {
        pool = ByteBuffer.allocateDirect(POOL * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(1);
        while (pool.hasRemaining()) {
            pool.putFloat((float) ((2 * random.nextFloat() - 1) / Math.sqrt(width)));
        }
        pool.flip();
        encoder(width, depth, width / heads);
        decoder.names().forEach(name -> shapes.put(name, decoder.shape(name)));
    }

    /**
     * Draws a network of the size that an official file has.
     *
     * @param size {@code B}, {@code L} or {@code H}
     * @return the network, the same every time
     */
    public static RandomSam of(String size) {
        return switch (size) {
            case "B" -> new RandomSam(768, 12, 12);
            case "L" -> new RandomSam(1024, 24, 16);
            case "H" -> new RandomSam(1280, 32, 16);
            default -> throw new IllegalArgumentException(size);
        };
    }

    /**
     * Writes the file as {@code torch.save} would: 0.4, 1.2 or 2.6 GB.
     *
     * @param file where to
     */
    public void write(Path file) {
        PyTorchZipWriter.write(file, shapes, this::weight);
    }

    private void encoder(int width, int depth, int headWidth) {
        String encoder = "image_encoder.";
        shapes.put(encoder + "pos_embed", List.of(1, GRID, GRID, width));
        shapes.put(encoder + "patch_embed.proj.weight", List.of(width, 3, 16, 16));
        shapes.put(encoder + "patch_embed.proj.bias", List.of(width));
        for (int block = 0; block < depth; block++) {
            boolean global = (block + 1) % (depth / 4) == 0;
            block(encoder + "blocks." + block + ".", width, headWidth, global ? GRID : WINDOW);
        }
        shapes.put(encoder + "neck.0.weight", List.of(EMBEDDING, width, 1, 1));
        norm(encoder + "neck.1", EMBEDDING);
        shapes.put(encoder + "neck.2.weight", List.of(EMBEDDING, EMBEDDING, 3, 3));
        norm(encoder + "neck.3", EMBEDDING);
    }

    private void block(String block, int width, int headWidth, int window) {
        norm(block + "norm1", width);
        shapes.put(block + "attn.rel_pos_h", List.of(2 * window - 1, headWidth));
        shapes.put(block + "attn.rel_pos_w", List.of(2 * window - 1, headWidth));
        linear(block + "attn.qkv", 3 * width, width);
        linear(block + "attn.proj", width, width);
        norm(block + "norm2", width);
        linear(block + "mlp.lin1", 4 * width, width);
        linear(block + "mlp.lin2", width, 4 * width);
    }

    private void linear(String name, int outputs, int inputs) {
        shapes.put(name + ".weight", List.of(outputs, inputs));
        shapes.put(name + ".bias", List.of(outputs));
    }

    private void norm(String name, int channels) {
        shapes.put(name + ".weight", List.of(channels));
        shapes.put(name + ".bias", List.of(channels));
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

    /** Weights share their values, each beginning elsewhere, as drawing gigabytes of them would take long. */
    @Override
    public Constant weight(String name) {
        if (decoder.names().contains(name)) {
            return decoder.weight(name);
        }
        List<Integer> shape = shapes.get(name);
        int count = shape.stream().reduce(1, Math::multiplyExact);
        int start = Math.floorMod(name.hashCode(), POOL - count);
        return new Constant(ElementType.FLOAT, shape, pool.slice(start * Float.BYTES, count * Float.BYTES));
    }
}
