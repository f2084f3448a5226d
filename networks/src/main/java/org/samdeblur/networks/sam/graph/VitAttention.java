package org.samdeblur.networks.sam.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.samdeblur.networks.architecture.Initial;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;

/**
 * Writes the attention of SAM's encoder, within windows or over the whole image, which is then one window. A bias for
 * the distance in rows and one for the distance in columns between query and key are added to a score. Each bias is a
 * product with the query.
 *
 * <p>The scores of a whole image, some 800 MB for ViT-B, are never in memory at once. They are computed for a few rows
 * of queries at a time, few enough to stay in the processor's caches for softmax. Adding the biases was measured to be
 * faster than extending queries and keys by one-hot positions.
 */
final class VitAttention {
    private final Layers layers;
    private final GraphBuilder graph;
    private final Windows windows;
    private final int heads;
    private final int scoresAtOnce;
    private final int headWidth;

    /**
     * Prepares an attention.
     *
     * @param windows the windows within which tokens attend to one another
     * @param scoresAtOnce the most scores in memory at a time, but at least those of one row of queries
     * @param layers the block's {@code qkv}, {@code rel_pos_h}, {@code rel_pos_w} and {@code proj}
     */
    VitAttention(Windows windows, int heads, int scoresAtOnce, Layers layers) {
        this.windows = windows;
        this.heads = heads;
        this.scoresAtOnce = scoresAtOnce;
        this.headWidth = windows.channels() / heads;
        this.layers = layers;
        this.graph = layers.graph();
    }

    /** From rows {@code [E · E, C]} to rows {@code [E · E, C]}. */
    Operand write(Operand rows) {
        int channels = windows.channels();
        Operand parted = graph.operand(windows.part(graph, rows.name()));
        Operand projected = layers.linearOfRows("qkv", parted, channels, 3 * channels);
        List<Operand> attended = chunks(projected, 0, windows.perAxis()).stream()
                .map(this::withinRowOfWindows)
                .toList();
        Operand joined = graph.operand(windows.join(graph, joined(0, attended).name()));
        return layers.linearOfRows("proj", joined, channels, channels);
    }

    /** From queries, keys and values {@code [T, 3 · C]} of a row of windows to {@code [T, C]}. */
    private Operand withinRowOfWindows(Operand projected) {
        List<Operand> parts = projected
                .reshape(windows.perAxis(), windows.area(), 3, heads, headWidth)
                .transpose(2, 0, 3, 1, 4)
                .chunk(0, 3);
        return attended(parts.get(0), parts.get(1), parts.get(2))
                .reshape(windows.perAxis(), heads, windows.area(), headWidth)
                .transpose(0, 2, 1, 3)
                .reshape(-1, windows.channels());
    }

    /**
     * Returns {@code [B, area, head width]} for queries, keys and values of the same shape; {@code B} counts heads of
     * windows.
     */
    private Operand attended(Operand queries, Operand keys, Operand values) {
        int side = windows.window();
        int batch = windows.perAxis() * heads;
        Operand byRow = queries.reshape(batch, side, side, headWidth);
        int steps = side / rowsAtOnce(batch);
        List<Operand> scaled = chunks(byRow.mul((float) (1 / Math.sqrt(headWidth))), 1, steps);
        List<Operand> rowBiases = chunks(rowBiases(byRow), 1, steps);
        List<Operand> columnBiases = chunks(columnBiases(byRow), 1, steps);
        Operand keysAsColumns = keys.reshape(batch, windows.area(), headWidth).transpose(0, 2, 1);
        Operand valuesByToken = values.reshape(batch, windows.area(), headWidth);
        List<Operand> attended = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            Operand scores = scaled.get(step).reshape(batch, -1, headWidth).matmul(keysAsColumns);
            Operand weights = scores.reshape(batch, -1, side, side)
                    .add(rowBiases.get(step).reshape(batch, -1, side, 1))
                    .add(columnBiases.get(step).reshape(batch, -1, 1, side))
                    .reshape(batch, -1, windows.area())
                    .softmax(-1);
            attended.add(weights.matmul(valuesByToken));
        }
        return joined(1, attended);
    }

    /**
     * The largest number of rows of queries that divides a window evenly and stays within the limit of scores; at least
     * one.
     */
    private int rowsAtOnce(int batch) {
        int side = windows.window();
        long scoresOfRow = (long) batch * side * windows.area();
        return IntStream.rangeClosed(1, side)
                .filter(rows -> side % rows == 0 && rows * scoresOfRow <= scoresAtOnce)
                .max()
                .orElse(1);
    }

    /** {@code [B, side, side, side]}: the biases of every query, by row of the key. */
    private Operand rowBiases(Operand queries) {
        return queries.matmul(relativePositions("rel_pos_h"));
    }

    /** {@code [B, side, side, side]}: the biases of every query, by column of the key. */
    private Operand columnBiases(Operand queries) {
        return swapped(swapped(queries).matmul(relativePositions("rel_pos_w")));
    }

    private Operand swapped(Operand map) {
        return map.transpose(0, 2, 1, 3);
    }

    /** {@code [side, head width, side]}: the embeddings by position of the query and position of the key. */
    private Operand relativePositions(String table) {
        int side = windows.window();
        ByteBuffer distances = ByteBuffer.allocate(side * side * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int query = 0; query < side; query++) {
            for (int key = 0; key < side; key++) {
                distances.putLong(query - key + side - 1);
            }
        }
        Constant indices = new Constant(ElementType.INT64, List.of(side, side), distances.flip());
        return layers.weight(table, Initial.constant(0), 2 * side - 1, headWidth)
                .op("Gather", Map.of(), graph.operand(graph.constant(indices)))
                .transpose(0, 2, 1);
    }

    private static List<Operand> chunks(Operand x, int axis, int parts) {
        return parts == 1 ? List.of(x) : x.chunk(axis, parts);
    }

    private static Operand joined(int axis, List<Operand> parts) {
        Operand[] others = parts.subList(1, parts.size()).toArray(Operand[]::new);
        return others.length == 0 ? parts.get(0) : parts.get(0).concat(axis, others);
    }
}
