package org.samdeblur.networks.nafnet;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Operand;

/**
 * Local means (TLC): every pixel has its own, or every square of pixels if the window moves by more than one. The windows that fit
 * into the map make a smaller map, which is extended by repeating its border. Weights are made of each mean by itself, so that
 * comes before the extension and has less to do. For one graph.
 */
final class LocalMeans implements ChannelMeans {
    private final GraphBuilder graph;
    private final int sizeMultiple;
    private final LocalWindow window;
    private final Map<Integer, LocalMean> meansByLevel = new HashMap<>();

    LocalMeans(GraphBuilder graph, int sizeMultiple, LocalWindow window) {
        this.graph = graph;
        this.sizeMultiple = sizeMultiple;
        this.window = window;
    }

    @Override
    public Operand weigh(Operand x, int level, UnaryOperator<Operand> weights) {
        int step = window.stepAtLevel(level, sizeMultiple);
        Operand squares = step == 1 ? x : x.averagePool(step);
        LocalMean mean = meansByLevel.computeIfAbsent(
                level, l -> LocalMean.over(graph, squares.name(), Math.max(1, window.atLevel(l, sizeMultiple) / step)));
        Operand weighed = weights.apply(graph.operand(mean.write(graph, squares.name())));
        Operand extended = graph.operand(mean.extend(graph, weighed.name()));
        return x.mul(step == 1 ? extended : extended.resizeNearest(step));
    }
}
