package org.samdeblur.networks.sam.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.OnnxRuntime;

/** Feature maps cut into windows, and put together again. */
class WindowsTest {
    @Test
    void putsTheRowsOfOneWindowAfterTheOther() {
        Windows windows = new Windows(4, 2, 1);

        assertArrayEquals(
                new float[] {1, 2, 5, 6, 3, 4, 7, 8, 9, 10, 13, 14, 11, 12, 15, 16},
                run(windows::part, counting(4, 1)).toArray());
    }

    @Test
    void addsZerosAtTheRightAndTheBottom() {
        Windows windows = new Windows(3, 2, 1);

        assertEquals(4, windows.count());
        assertArrayEquals(
                new float[] {1, 2, 4, 5, 3, 0, 6, 0, 7, 8, 0, 0, 9, 0, 0, 0},
                run(windows::part, counting(3, 1)).toArray());
    }

    @Property(tries = 30)
    void joiningUndoesParting(
            @ForAll @IntRange(min = 1, max = 9) int size,
            @ForAll @IntRange(min = 1, max = 10) int window,
            @ForAll @IntRange(min = 1, max = 3) int channels) {
        Windows windows = new Windows(size, window, channels);
        Tensor rows = counting(size, channels);

        assertEquals(rows, run((graph, x) -> windows.join(graph, windows.part(graph, x)), rows));
    }

    private static Tensor counting(int size, int channels) {
        return Tensor.create(
                values -> {
                    while (values.hasRemaining()) {
                        values.put(values.position() + 1);
                    }
                },
                size * size,
                channels);
    }

    private static Tensor run(BiFunction<GraphBuilder, String, String> operation, Tensor rows) {
        GraphBuilder graph = new GraphBuilder("windows");
        String x = graph.input("rows", Axis.fixed(rows.dim(0)), Axis.fixed(rows.dim(1)));
        graph.output("result", operation.apply(graph, x), Axis.any("rows of result"), Axis.fixed(rows.dim(1)));
        return OnnxRuntime.run(graph.build(), rows);
    }
}
