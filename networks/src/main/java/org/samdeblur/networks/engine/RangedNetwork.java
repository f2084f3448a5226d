package org.samdeblur.networks.engine;

import java.nio.FloatBuffer;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;
import org.samdeblur.api.ValueRange;

/**
 * Adapts a network whose values for black and white are not 0 and 1. Converts the image, the first three channels, to
 * the network's range; the guidance channels after it are left unchanged. Owns the network.
 *
 * @since 0.1.0
 */
public final class RangedNetwork implements ImageNetwork {
    private final ImageNetwork network;
    private final ValueRange range;

    private RangedNetwork(ImageNetwork network, ValueRange range) {
        this.network = network;
        this.range = range;
    }

    /**
     * Adapts a network to values in [0, 1].
     *
     * @param network a network whose input and output have the given range; closed with the returned one
     * @param range its values for black and white
     * @return a network whose input and output are in [0, 1]; the given one if that is its range
     */
    public static ImageNetwork of(ImageNetwork network, ValueRange range) {
        return range.equals(ValueRange.UNIT) ? network : new RangedNetwork(network, range);
    }

    @Override
    public Tensor run(Tensor batch) {
        int colours = batch.dim(0) * Image.COLOUR_CHANNELS * batch.dim(2) * batch.dim(3);
        FloatBuffer given = batch.data();
        Tensor restored = network.run(Tensor.create(
                values -> {
                    for (int i = 0; i < colours; i++) {
                        values.put(range.given(given.get(i)));
                    }
                    values.put(colours, given, colours, batch.size() - colours);
                },
                batch.shape()));
        FloatBuffer made = restored.data();
        return Tensor.create(
                values -> {
                    for (int i = 0; i < restored.size(); i++) {
                        values.put(range.restored(made.get(i)));
                    }
                },
                restored.shape());
    }

    @Override
    public void close() {
        network.close();
    }
}
