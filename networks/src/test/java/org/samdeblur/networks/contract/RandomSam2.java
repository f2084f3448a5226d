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

/** A SAM 2.1 of a published size with random weights under the official names, and a few of those for videos. */
public final class RandomSam2 implements Checkpoint {
    private static final int CHANNELS = 256;
    private static final int POOL = 1 << 23;

    private final Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    private final Map<String, String> decoderNames = new LinkedHashMap<>();
    private final RandomMaskDecoder decoder = RandomMaskDecoder.create();
    private final ByteBuffer pool;

    private RandomSam2(int width, List<Integer> depths, int background) {
        pool = ByteBuffer.allocateDirect(POOL * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(1);
        while (pool.hasRemaining()) {
            pool.putFloat((float) ((2 * random.nextFloat() - 1) / Math.sqrt(width)));
        }
        pool.flip();
        shapes.put("maskmem_tpos_enc", List.of(7, 1, 1, 64));
        shapes.put("no_mem_embed", List.of(1, 1, CHANNELS));
        shapes.put("no_mem_pos_enc", List.of(1, 1, CHANNELS));
        shapes.put("no_obj_ptr", List.of(1, CHANNELS));
        shapes.put("no_obj_embed_spatial", List.of(1, 64));
        trunk(width, depths, background);
        linear("memory_attention.layers.0.linear1", 2048, CHANNELS);
        linear("memory_encoder.pix_feat_proj", CHANNELS, CHANNELS);
        decoder.names().forEach(this::decoderWeight);
        shapes.put("sam_mask_decoder.obj_score_token.weight", List.of(1, CHANNELS));
        convolution("sam_mask_decoder.conv_s0", 32, CHANNELS);
        convolution("sam_mask_decoder.conv_s1", 64, CHANNELS);
        linear("sam_mask_decoder.pred_obj_score_head.layers.0", CHANNELS, CHANNELS);
        linear("obj_ptr_proj.layers.0", CHANNELS, CHANNELS);
    }

    /**
     * Draws a network of the size that an official file has.
     *
     * @param size {@code tiny}, {@code small}, {@code base_plus} or {@code large}
     * @return the network, the same every time
     */
    public static RandomSam2 of(String size) {
        return switch (size) {
            case "tiny" -> new RandomSam2(96, List.of(1, 2, 7, 2), 7);
            case "small" -> new RandomSam2(96, List.of(1, 2, 11, 2), 7);
            case "base_plus" -> new RandomSam2(112, List.of(2, 3, 16, 3), 14);
            case "large" -> new RandomSam2(144, List.of(2, 6, 36, 4), 7);
            default -> throw new IllegalArgumentException(size);
        };
    }

    /**
     * Writes the file as {@code torch.save} would: 0.1 to 0.9 GB.
     *
     * @param file where to
     */
    public void write(Path file) {
        PyTorchZipWriter.write(file, shapes, this::weight);
    }

    private void trunk(int width, List<Integer> depths, int background) {
        String trunk = "image_encoder.trunk.";
        shapes.put(trunk + "pos_embed", List.of(1, width, background, background));
        shapes.put(trunk + "pos_embed_window", List.of(1, width, 8, 8));
        shapes.put(trunk + "patch_embed.proj.weight", List.of(width, 3, 7, 7));
        shapes.put(trunk + "patch_embed.proj.bias", List.of(width));
        int inputs = width;
        int block = 0;
        for (int stage = 0; stage < depths.size(); stage++) {
            int outputs = width << stage;
            for (int i = 0; i < depths.get(stage); i++, block++) {
                block(trunk + "blocks." + block + ".", inputs, outputs);
                inputs = outputs;
            }
            convolution("image_encoder.neck.convs." + (depths.size() - 1 - stage) + ".conv", CHANNELS, outputs);
        }
    }

    private void block(String block, int inputs, int outputs) {
        norm(block + "norm1", inputs);
        linear(block + "attn.qkv", 3 * outputs, inputs);
        linear(block + "attn.proj", outputs, outputs);
        norm(block + "norm2", outputs);
        linear(block + "mlp.layers.0", 4 * outputs, outputs);
        linear(block + "mlp.layers.1", outputs, 4 * outputs);
        if (inputs != outputs) {
            linear(block + "proj", outputs, inputs);
        }
    }

    private void decoderWeight(String name) {
        String published =
                "sam_" + name.replace(".mlp.lin1.", ".mlp.layers.0.").replace(".mlp.lin2.", ".mlp.layers.1.");
        decoderNames.put(published, name);
        shapes.put(published, decoder.shape(name));
    }

    private void linear(String name, int outputs, int inputs) {
        shapes.put(name + ".weight", List.of(outputs, inputs));
        shapes.put(name + ".bias", List.of(outputs));
    }

    private void convolution(String name, int outputs, int inputs) {
        shapes.put(name + ".weight", List.of(outputs, inputs, 1, 1));
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

    /** Weights share their values, each beginning elsewhere, as drawing all of them would take long. */
    @Override
    public Constant weight(String name) {
        if (decoderNames.containsKey(name)) {
            return decoder.weight(decoderNames.get(name));
        }
        List<Integer> shape = shapes.get(name);
        int count = shape.stream().reduce(1, Math::multiplyExact);
        int start = Math.floorMod(name.hashCode(), POOL - count);
        return new Constant(ElementType.FLOAT, shape, pool.slice(start * Float.BYTES, count * Float.BYTES));
    }
}
