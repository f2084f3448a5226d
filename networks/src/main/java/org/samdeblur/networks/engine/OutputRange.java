package org.samdeblur.networks.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.FloatBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.text.Printable;

/**
 * Logs a warning if many values of a network's output lie outside [0, 1], because the network may work in another
 * range. At most one warning per network and process.
 */
final class OutputRange {
    private static final Logger LOGGER = System.getLogger(OutputRange.class.getPackageName());
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private static final float LEAST = -0.1f;
    private static final float MOST = 1.1f;

    /** The share of values outside the range that is normal, because networks overshoot at edges. */
    private static final double USUAL_PART_BEYOND = 0.1;

    /** Only every seventh value is checked, to save time. */
    private static final int STEP = 7;

    private final String network;

    OutputRange(String network) {
        this.network = network;
    }

    /** Checks an output. */
    void check(Tensor output) {
        if (WARNED.contains(network)) {
            return;
        }
        FloatBuffer values = output.data();
        int looked = 0;
        int beyond = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < output.size(); i += STEP) {
            float value = values.get(i);
            looked++;
            beyond += value < LEAST || value > MOST ? 1 : 0;
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (beyond > USUAL_PART_BEYOND * looked && WARNED.add(network)) {
            LOGGER.log(
                    Level.WARNING,
                    "the output of network ''{0}'' ranges from {1} to {2}; 0 is taken as black and 1 as white. If the network works"
                            + " in another range, such as 0..255 or -1..1, set it with DeblurModelOptions.withValueRange",
                    Printable.line(network),
                    String.valueOf(least),
                    String.valueOf(most));
        }
    }
}
