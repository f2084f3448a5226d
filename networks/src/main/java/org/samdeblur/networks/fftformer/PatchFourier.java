package org.samdeblur.networks.fftformer;

import java.util.List;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.graph.Operand;

/**
 * The real two-dimensional Fourier transform of every patch of 8×8 pixels, as products with constant matrices. Of a patch's
 * frequencies 8×5 are kept, as the others are their conjugates ({@code torch.fft.rfft2}, {@code irfft2}).
 */
final class PatchFourier {
    static final int PATCH = 8;

    /** The frequencies along rows that are kept. */
    static final int KEPT = PATCH / 2 + 1;

    private static final int PIXELS = PATCH * PATCH;
    private static final int FREQUENCIES = PATCH * KEPT;

    private final Operand forward;
    private final Operand inverse;

    PatchFourier(Layers layers) {
        forward = layers.constant(forwardMatrix());
        inverse = layers.constant(inverseMatrix());
    }

    /** Real parts in the first half of the rows, imaginary parts in the second: {@code [2 · 40, 64]}. */
    private static Tensor forwardMatrix() {
        float[] matrix = new float[2 * FREQUENCIES * PIXELS];
        for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                double angle = angle(frequency, pixel);
                matrix[frequency * PIXELS + pixel] = (float) Math.cos(angle);
                matrix[(FREQUENCIES + frequency) * PIXELS + pixel] = (float) -Math.sin(angle);
            }
        }
        return Tensor.of(matrix, 2 * FREQUENCIES, PIXELS);
    }

    /** {@code [64, 2 · 40]}; frequencies that stand for their conjugates as well count twice. */
    private static Tensor inverseMatrix() {
        float[] matrix = new float[PIXELS * 2 * FREQUENCIES];
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            for (int frequency = 0; frequency < FREQUENCIES; frequency++) {
                int along = frequency % KEPT;
                double weight = (along == 0 || along == KEPT - 1 ? 1.0 : 2.0) / PIXELS;
                double angle = angle(frequency, pixel);
                int row = pixel * 2 * FREQUENCIES;
                matrix[row + frequency] = (float) (weight * Math.cos(angle));
                matrix[row + FREQUENCIES + frequency] = (float) (-weight * Math.sin(angle));
            }
        }
        return Tensor.of(matrix, PIXELS, 2 * FREQUENCIES);
    }

    private static double angle(int frequency, int pixel) {
        int turns = frequency / KEPT * (pixel / PATCH) + frequency % KEPT * (pixel % PATCH);
        return 2 * Math.PI * (turns % PATCH) / PATCH;
    }

    /**
     * Transforms.
     *
     * @param x {@code [N, C, H, W]}, H and W multiples of 8
     * @return {@code [N, 80, C · H/8 · W/8]}, real parts before imaginary ones
     */
    Operand transformed(Operand x) {
        return forward.matmul(x.spaceToDepth(PATCH).reshape(0, PIXELS, -1));
    }

    /**
     * Transforms back.
     *
     * @param spectrum {@code [N, 80, C · H/8 · W/8]}
     * @param like a map of the size to come back to
     * @return {@code [N, C, H, W]}
     */
    Operand back(Operand spectrum, Operand like) {
        return inverse.matmul(spectrum)
                .reshape(like.spaceToDepth(PATCH).shape())
                .depthToSpace(PATCH);
    }

    /**
     * Multiplies every frequency of every channel by a number.
     *
     * @param spectrum {@code [N, 80, C · P]}
     * @param factors {@code [C, 1, 1, 8, 5]}
     * @param channels C
     * @return the same shape as the spectrum
     */
    static Operand scaled(Operand spectrum, Operand factors, int channels) {
        Operand byFrequency = factors.reshape(channels, FREQUENCIES).transpose(1, 0);
        Operand both = byFrequency.concat(0, byFrequency).reshape(1, 2 * FREQUENCIES, channels, 1);
        return spectrum.reshape(0, 2 * FREQUENCIES, channels, -1).mul(both).reshape(0, 2 * FREQUENCIES, -1);
    }

    /** Multiplies two spectra, number by number. */
    static Operand product(Operand a, Operand b) {
        List<Operand> first = a.chunk(1, 2);
        List<Operand> second = b.chunk(1, 2);
        Operand real = first.get(0).mul(second.get(0)).sub(first.get(1).mul(second.get(1)));
        Operand imaginary = first.get(0).mul(second.get(1)).add(first.get(1).mul(second.get(0)));
        return real.concat(1, imaginary);
    }
}
