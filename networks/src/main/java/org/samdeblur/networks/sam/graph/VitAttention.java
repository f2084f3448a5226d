package org.samdeblur.networks.sam.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes attention as SAM's encoder has it, within windows or over the whole image, which is one window then. A score is
 * biased by how many rows and how many columns its query lies from its key, and each bias is a product with the query.
 *
 * <p>The scores of a whole image are never there at once, some 800 MB for ViT-B: they are worked out for a few rows of queries
 * at a time, so few that softmax finds them in the processor's caches. Adding the biases was measured to take less time
 * than products with queries and keys that are longer by one-hot positions.
 */
final class VitAttention {
    private final Layers layers;
    private final GraphBuilder graph;
    private final Windows windows;
    private final int heads;
    private final int scoresAtOnce;
    private final int headWidth;

    /**
     * Prepares to write.
     *
     * @param windows within which tokens attend to one another
     * @param scoresAtOnce the most scores that are there at a time, though not less than those of one row of queries
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
    String write(String rows) {
        String projected = layers.linear("qkv", windows.part(graph, rows));
        List<String> attended = chunks(projected, 0, windows.perAxis()).stream()
                .map(this::withinRowOfWindows)
                .toList();
        return layers.linear("proj", windows.join(graph, joined(0, attended)));
    }

    /** From queries, keys and values {@code [T, 3 · C]} of a row of windows to {@code [T, C]}. */
    private String withinRowOfWindows(String projected) {
        String byToken = graph.reshape(projected, windows.perAxis(), windows.area(), 3, heads, headWidth);
        List<String> parts = graph.chunk(graph.transpose(byToken, 2, 0, 3, 1, 4), 0, 3);
        String attended = attended(parts.get(0), parts.get(1), parts.get(2));
        String byHead = graph.reshape(attended, windows.perAxis(), heads, windows.area(), headWidth);
        return graph.reshape(graph.transpose(byHead, 0, 2, 1, 3), -1, windows.channels());
    }

    /** {@code [B, area, head width]} of as many queries, keys and values, {@code B} being heads of windows. */
    private String attended(String queries, String keys, String values) {
        int side = windows.window();
        int batch = windows.perAxis() * heads;
        String byRow = graph.reshape(queries, batch, side, side, headWidth);
        int steps = side / rowsAtOnce(batch);
        List<String> scaled = chunks(graph.mul(byRow, graph.scalar((float) (1 / Math.sqrt(headWidth)))), 1, steps);
        List<String> rowBiases = chunks(rowBiases(byRow), 1, steps);
        List<String> columnBiases = chunks(columnBiases(byRow), 1, steps);
        String keysAsColumns = graph.transpose(graph.reshape(keys, batch, windows.area(), headWidth), 0, 2, 1);
        String valuesByToken = graph.reshape(values, batch, windows.area(), headWidth);
        List<String> attended = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            String scores = graph.matmul(graph.reshape(scaled.get(step), batch, -1, headWidth), keysAsColumns);
            String biased = graph.add(
                    graph.add(
                            graph.reshape(scores, batch, -1, side, side),
                            graph.reshape(rowBiases.get(step), batch, -1, side, 1)),
                    graph.reshape(columnBiases.get(step), batch, -1, 1, side));
            String weights = graph.softmax(graph.reshape(biased, batch, -1, windows.area()), -1);
            attended.add(graph.matmul(weights, valuesByToken));
        }
        return joined(1, attended);
    }

    /** The most rows of queries, of equal parts of a window, that keep to the number of scores; at least one. */
    private int rowsAtOnce(int batch) {
        int side = windows.window();
        long scoresOfRow = (long) batch * side * windows.area();
        return IntStream.rangeClosed(1, side)
                .filter(rows -> side % rows == 0 && rows * scoresOfRow <= scoresAtOnce)
                .max()
                .orElse(1);
    }

    /** {@code [B, side, side, side]}: for every query, by the row of the key. */
    private String rowBiases(String queries) {
        return graph.matmul(queries, relativePositions("rel_pos_h"));
    }

    /** {@code [B, side, side, side]}: for every query, by the column of the key. */
    private String columnBiases(String queries) {
        return swapped(graph.matmul(swapped(queries), relativePositions("rel_pos_w")));
    }

    private String swapped(String map) {
        return graph.transpose(map, 0, 2, 1, 3);
    }

    /** {@code [side, head width, side]}: by the place of the query, for every place of the key. */
    private String relativePositions(String table) {
        int side = windows.window();
        ByteBuffer distances = ByteBuffer.allocate(side * side * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int query = 0; query < side; query++) {
            for (int key = 0; key < side; key++) {
                distances.putLong(query - key + side - 1);
            }
        }
        Constant indices = new Constant(ElementType.INT64, List.of(side, side), distances.flip());
        return graph.transpose(graph.op("Gather", layers.weightOf(table), graph.constant(indices)), 0, 2, 1);
    }

    private List<String> chunks(String x, int axis, int parts) {
        return parts == 1 ? List.of(x) : graph.chunk(x, axis, parts);
    }

    private String joined(int axis, List<String> parts) {
        return parts.size() == 1 ? parts.get(0) : graph.concat(axis, parts.toArray(String[]::new));
    }
}
