package org.samdeblur.networks.maxim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/** Writes a MAXIM's weights as TensorFlow.js keeps them, with the nodes that use them and no others. */
final class TensorFlowJsMaxim {
    private static final String PREFIX = "StatefulPartitionedCall/jax2tf_apply_/Wrapper/backbone/";
    private static final int SHARDS = 3;

    private final List<String> nodes = new ArrayList<>();
    private final List<String> weights = new ArrayList<>();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();

    /** The model's files by name. */
    static Map<String, byte[]> files(Checkpoint checkpoint) {
        TensorFlowJsMaxim model = new TensorFlowJsMaxim();
        checkpoint.names().forEach(name -> model.add(name, checkpoint.weight(name)));
        Map<String, byte[]> files = new LinkedHashMap<>();
        byte[] all = model.values.toByteArray();
        int length = (all.length + SHARDS - 1) / SHARDS;
        for (int shard = 0; shard < SHARDS; shard++) {
            int from = shard * length;
            files.put(shard(shard), Arrays.copyOfRange(all, from, Math.min(from + length, all.length)));
        }
        files.put("model.json", model.json().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    static String shard(int index) {
        return "group1-shard" + (index + 1) + "of" + SHARDS + ".bin";
    }

    private String json() {
        String paths = IntStream.range(0, SHARDS)
                .mapToObj(shard -> '"' + shard(shard) + '"')
                .collect(Collectors.joining(","));
        return "{\"format\":\"graph-model\",\"modelTopology\":{\"node\":[" + String.join(",", nodes)
                + "],\"library\":{}},\"weightsManifest\":[{\"paths\":[" + paths + "],\"weights\":["
                + String.join(",", weights) + "]}]}";
    }

    private void add(String name, Constant weight) {
        int dot = name.lastIndexOf('.');
        String layer = PREFIX + name.substring(0, dot).replace('.', '/');
        int axes = weight.shape().size();
        int number = weights.size();
        if (axes == 4) {
            boolean transposed = layer.contains("ConvTranspose");
            add(layer + "/transpose_" + number, layer + "/Conv2D", transposed ? "Conv2DBackpropInput" : "Conv2D");
            write(layer + "/transpose_" + number, weight, 2, 3, 1, 0);
        } else if (axes == 2) {
            String argument = "StatefulPartitionedCall/jax2tf_arg_" + number + "/ReadVariableOp";
            add(argument, layer + "/einsum/Einsum", "Einsum");
            write(argument, weight, 1, 0);
        } else {
            boolean scales = name.endsWith(".weight");
            add(layer + "/Reshape_" + number, layer + "/jit_fn_/AddV2", scales ? "Mul" : "AddV2");
            write(layer + "/Reshape_" + number, weight, 0);
        }
    }

    private void add(String weight, String user, String operator) {
        nodes.add("{\"name\":\"" + weight + "\",\"op\":\"Const\",\"attr\":{\"dtype\":{\"type\":\"DT_FLOAT\"}}}");
        nodes.add("{\"name\":\"" + user + "\",\"op\":\"" + operator + "\",\"input\":[\"x\",\"" + weight + "\"]}");
    }

    private void write(String name, Constant weight, int... order) {
        float[] from = weight.toTensor().toArray();
        int[] shape = weight.shape().stream().mapToInt(Integer::intValue).toArray();
        int[] sizes = Arrays.stream(order).map(axis -> shape[axis]).toArray();
        ByteBuffer bytes = ByteBuffer.allocate(from.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int[] index = new int[shape.length];
        for (int i = 0; i < from.length; i++) {
            int rest = i;
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                index[order[axis]] = rest % sizes[axis];
                rest /= sizes[axis];
            }
            int position = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                position = position * shape[axis] + index[axis];
            }
            bytes.putFloat(from[position]);
        }
        values.writeBytes(bytes.array());
        String sizesText = Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(","));
        String axes = sizes.length == 1 ? "1,1,1," + sizesText : sizesText;
        weights.add("{\"name\":\"" + name + "\",\"shape\":[" + axes + "],\"dtype\":\"float32\"}");
    }

    /** Packs files as npm does. */
    static void pack(Map<String, byte[]> files, Path archive) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] header = new byte[512];
                put(header, 0, "package/models/" + file.getKey());
                put(header, 124, String.format("%011o", file.getValue().length));
                header[156] = '0';
                put(header, 257, "ustar");
                out.write(header);
                out.write(file.getValue());
                out.write(new byte[(512 - file.getValue().length % 512) % 512]);
            }
            out.write(new byte[1024]);
        }
    }

    private static void put(byte[] header, int position, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, position, bytes.length);
    }
}
