package org.samdeblur.networks.deblur;

import java.util.HashMap;
import java.util.Map;
import org.samdeblur.networks.architecture.Layers;

/**
 * Channel attention by local means (TLC): every pixel has its own. The windows that fit into the map make a smaller map,
 * which is extended by repeating its border. The linear function sees every pixel by itself, so it comes before the
 * extension and has less to do.
 */
final class LocalAttention implements ChannelAttention {
    private final int sizeMultiple;
    private final LocalWindow window;
    private final Map<Integer, LocalMean> meansByLevel = new HashMap<>();

    LocalAttention(int sizeMultiple, LocalWindow window) {
        this.sizeMultiple = sizeMultiple;
        this.window = window;
    }

    @Override
    public String write(Layers layers, String x, int level) {
        LocalMean mean = meansByLevel.computeIfAbsent(
                level, l -> LocalMean.over(layers.graph(), x, window.atLevel(l, sizeMultiple)));
        String weights = layers.convolution("1", mean.write(layers.graph(), x), 1);
        return layers.graph().mul(x, mean.extend(layers.graph(), weights));
    }
}
