package org.samdeblur.evaluation.blur;

import java.util.List;
import org.samdeblur.api.Tensor;

/**
 * Blurs by averaging consecutive frames of a fast camera, as in GoPro (Nah et al., CVPR 2017) and REDS. The middle one
 * of an odd number of frames is the sharp image. Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class FrameAverage {
    private final ResponseTables tables;

    /**
     * Creates an average.
     *
     * @param response the camera's tone curve
     */
    public FrameAverage(Response response) {
        tables = new ResponseTables(response);
    }

    /**
     * Averages stored values, as in GoPro's folders {@code blur}.
     *
     * @param frames at least one, {@code [3, H, W]} in [0, 1], all of the same size
     * @return their mean, {@code [3, H, W]}
     */
    public Tensor ofSamples(List<Tensor> frames) {
        float[] sum = new float[frames.get(0).size()];
        frames.forEach(frame -> add(frame.toArray(), sum));
        return mean(sum, frames);
    }

    /**
     * Averages in linear light, as in REDS.
     *
     * @param frames at least one, {@code [3, H, W]} in [0, 1], all of the same size
     * @return the stored values of the mean, {@code [3, H, W]}
     */
    public Tensor ofLight(List<Tensor> frames) {
        float[] sum = new float[frames.get(0).size()];
        for (Tensor frame : frames) {
            float[] light = frame.toArray();
            tables.toLight(light);
            add(light, sum);
        }
        Tensor mean = mean(sum, frames);
        float[] samples = mean.toArray();
        tables.toSamples(samples);
        return Tensor.of(samples, mean.shape());
    }

    private static void add(float[] values, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    private static Tensor mean(float[] sum, List<Tensor> frames) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= frames.size();
        }
        return Tensor.of(sum, frames.get(0).shape());
    }
}
