package org.samdeblur.networks.graph.rewrite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Constant;

/** Constants with one value for each channel of {@code [N, C, H, W]}, or one for all. */
final class PerChannel {
    private static final int IMAGE_RANK = 4;
    private static final int CHANNELS_FROM_THE_END = 3;

    private PerChannel() {}

    /**
     * Reads a constant that is broadcast over a value with the given number of channels.
     *
     * @param constant floats
     * @param channels the number of channels
     * @return a value for each channel; empty if the constant varies along another axis, or would add one
     */
    static Optional<float[]> of(Constant constant, int channels) {
        List<Integer> shape = constant.shape();
        int axis = shape.size() - CHANNELS_FROM_THE_END;
        int elements = constant.data().remaining() / constant.type().bytes();
        boolean isOne = elements == 1;
        boolean isOnePerChannel = axis >= 0 && elements == channels && shape.get(axis) == channels;
        if (shape.size() > IMAGE_RANK || !isOne && !isOnePerChannel) {
            return Optional.empty();
        }
        float[] values = constant.toTensor().toArray();
        if (isOne) {
            float one = values[0];
            values = new float[channels];
            Arrays.fill(values, one);
        }
        return Optional.of(values);
    }

    /** Creates a constant with a value for each channel, and the same value for all added channels. */
    static Constant extended(float[] values, int added, float value) {
        float[] all = Arrays.copyOf(values, values.length + added);
        Arrays.fill(all, values.length, all.length, value);
        return Constant.of(Tensor.of(all, 1, all.length, 1, 1));
    }
}
