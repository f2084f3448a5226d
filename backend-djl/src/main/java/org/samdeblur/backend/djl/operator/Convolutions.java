package org.samdeblur.backend.djl.operator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.samdeblur.networks.operator.NodeDescription;
import org.samdeblur.networks.operator.Windows;

/** Convolutions and their transposes. */
final class Convolutions {
    private Convolutions() {}

    static Family operators() {
        return new Family().add("Conv", Convolutions::conv).add("ConvTranspose", Convolutions::convTranspose);
    }

    private static Operator conv(NodeDescription node) {
        int groups = Math.toIntExact(node.integer("group", 1));
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            NDArray weight = operands.array(1);
            long[] kernel = weight.getShape().slice(2).getShape();
            Windows windows = Windows.of(node, kernel.length);
            long[] pads = windows.padsFor(x.getShape().slice(2).getShape(), kernel);
            NDArray bias = operands.has(2) ? operands.array(2) : null;
            if (Windows.areSymmetric(pads)) {
                return convolve(x, weight, bias, windows, Paddings.each(pads), groups);
            }
            try (NDArray padded = Paddings.around(x, pads, 0)) {
                return convolve(padded, weight, bias, windows, new Shape(new long[kernel.length]), groups);
            }
        });
    }

    private static NDArray convolve(
            NDArray x, NDArray weight, NDArray bias, Windows windows, Shape padding, int groups) {
        return x.getNDArrayInternal()
                .convolution(
                        x, weight, bias, new Shape(windows.stride()), padding, new Shape(windows.dilation()), groups)
                .singletonOrThrow();
    }

    /**
     * The engine's interface has no transposed convolution, so it is computed by a convolution. With stride s, outputs
     * whose indices have the same remainder modulo s use the same part of the kernel. One convolution with s·s times
     * the channels computes all of them, and a pixel shuffle puts them into place. The only superfluous multiplications
     * are those by the zeros that pad the kernel to a multiple of s.
     */
    private static Operator convTranspose(NodeDescription node) {
        int groups = Math.toIntExact(node.integer("group", 1));
        node.require(
                node.text("auto_pad", "NOTSET").equals("NOTSET")
                        || node.text("auto_pad", "").equals("VALID"),
                "padding " + node.text("auto_pad", ""));
        node.require(node.integers("output_shape").isEmpty(), "a given output shape");
        Windows windows = Windows.of(node, 2);
        node.require(Arrays.stream(windows.dilation()).allMatch(d -> d == 1), "a dilation");
        long[] extra = node.integers("output_padding").orElse(new long[2]);
        return Family.one(operands -> {
            NDArray x = operands.array(0);
            NDArray weight = operands.array(1);
            if (x.getShape().dimension() != 4) {
                throw new IllegalArgumentException("takes four axes, not " + x.getShape());
            }
            NDArray bias = operands.has(2) ? operands.array(2) : null;
            return transposed(x, weight, bias, windows, extra, groups);
        });
    }

    private static NDArray transposed(
            NDArray x, NDArray weight, NDArray bias, Windows windows, long[] extra, int groups) {
        long[] s = windows.stride();
        long[] kernel = weight.getShape().slice(2).getShape();
        long[] taps = new long[2];
        for (int i = 0; i < 2; i++) {
            taps[i] = (kernel[i] + extra[i] + s[i] - 1) / s[i];
        }
        NDArray small = byRemainder(weight, s, taps, groups);
        NDArray wide = x.getNDArrayInternal()
                .convolution(
                        x, small, null, new Shape(1, 1), new Shape(taps[0] - 1, taps[1] - 1), new Shape(1, 1), groups)
                .singletonOrThrow();
        NDArray whole = shuffled(wide, s);
        wide.close();
        long[] cut = new long[4];
        for (int i = 0; i < 2; i++) {
            long size = (x.size(2 + i) - 1) * s[i] + kernel[i] + extra[i];
            cut[i] = -windows.pads()[i];
            cut[2 + i] = size - windows.pads()[2 + i] - whole.size(2 + i);
        }
        NDArray result = Paddings.around(whole, cut, 0);
        return bias == null ? result : result.add(bias.reshape(new Shape(1, -1, 1, 1)));
    }

    /** Rearranges {@code [in, out/g, h, w]} to {@code [out·s·s, in/g, h/s, w/s]}, with the kernel flipped. */
    private static NDArray byRemainder(NDArray weight, long[] s, long[] taps, int groups) {
        long in = weight.size(0);
        long out = weight.size(1);
        long[] fill = {0, 0, taps[0] * s[0] - weight.size(2), taps[1] * s[1] - weight.size(3)};
        return Paddings.around(weight, fill, 0)
                .reshape(new Shape(groups, in / groups, out, taps[0], s[0], taps[1], s[1]))
                .transpose(0, 2, 4, 6, 1, 3, 5)
                .reshape(new Shape(groups * out * s[0] * s[1], in / groups, taps[0], taps[1]))
                .flip(2, 3);
    }

    private static NDArray shuffled(NDArray x, long[] s) {
        long channels = x.size(1) / (s[0] * s[1]);
        return x.reshape(new Shape(x.size(0), channels, s[0], s[1], x.size(2), x.size(3)))
                .transpose(0, 1, 4, 2, 5, 3)
                .reshape(new Shape(x.size(0), channels, x.size(2) * s[0], x.size(3) * s[1]));
    }
}
