package org.samdeblur.networks.graph.rewrite;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.graph.Attribute;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Node;

/**
 * Folds a {@link ChannelNorm} into the 1×1 convolution {@code (W, b)} that reads it. With {@code d = x - mean(x)} and
 * {@code r = 1 / sqrt(mean(d²) + epsilon)}, the result is {@code W' (d · r) + b'}, where {@code W' = W · diag(scale) ·
 * (I - 11ᵀ / C)} and {@code b' = W · shift + b}. This removes scale and shift, and replaces the division by a
 * multiplication with one number per pixel.
 *
 * <p>Mathematically, {@code W'} subtracts the mean and could read {@code x · r}. It reads {@code d · r}, because the
 * variance needs {@code d} anyway: computed from {@code d}, it stays accurate where the mean is large, unlike {@code
 * mean(x²) - mean(x)²}. {@code W'} then removes the rest of the mean that rounding leaves in {@code d}.
 */
final class FoldChannelNorms extends PatternRewrite {
    /**
     * The least number of channels for which {@link ChannelNormForm#CONVOLUTIONS} computes the mean by a convolution.
     * ONNX Runtime reduces the channel axis slowly, on one thread; but it computes at least 16 outputs per convolution,
     * which is worthwhile only with many inputs.
     */
    private static final int CHANNELS_FOR_MEAN_BY_CONVOLUTION = 128;

    /** The first version of ONNX's operators in which {@code ReduceMean} takes its axes as an input. */
    private static final int OPSET_WITH_AXES_AS_INPUT = 18;

    private static final Map<String, Attribute> ALONG_CHANNELS =
            Map.of("axes", Attribute.ofLongs(1), "keepdims", Attribute.of(1));

    private final ChannelNormForm form;

    FoldChannelNorms(ChannelNormForm form) {
        this.form = form;
    }

    @Override
    Optional<List<Node>> replace(Node last, GraphIndex graph, Additions additions) {
        return Convolution.of(last, graph)
                .filter(Convolution::isPointwise)
                .flatMap(convolution -> new ChannelNormMatcher(graph, convolution.inputsPerGroup())
                        .match(convolution.input())
                        .map(norm -> new Writer(form, graph, convolution, norm, additions).write()));
    }

    /** Writes the nodes that replace a normalisation and a convolution. */
    private static final class Writer {
        private final ChannelNormForm form;
        private final GraphIndex graph;
        private final Convolution convolution;
        private final ChannelNorm norm;
        private final Additions additions;
        private final List<Node> nodes = new ArrayList<>();

        Writer(ChannelNormForm form, GraphIndex graph, Convolution convolution, ChannelNorm norm, Additions additions) {
            this.form = form;
            this.graph = graph;
            this.convolution = convolution;
            this.norm = norm;
            this.additions = additions;
        }

        List<Node> write() {
            float[] scale = perChannel(norm.scale(), 1);
            float[] shift = perChannel(norm.shift(), 0);
            String x = norm.input();
            String centred = op("Sub", Map.of(), x, mean(x));
            String epsilon = additions.sharedConstant("epsilon", Constant.ofScalar(norm.epsilon()));
            String deviation = op("Sqrt", Map.of(), op("Add", Map.of(), variance(centred), epsilon));
            String normal = op("Mul", Map.of(), centred, op("Reciprocal", Map.of(), deviation));
            nodes.add(convolution.changed(
                    convolution.node().outputs(),
                    normal,
                    (output, weights, bias) -> fold(weights, bias, scale, shift),
                    additions));
            return nodes;
        }

        private float[] perChannel(Optional<String> constant, float otherwise) {
            int channels = convolution.inputsPerGroup();
            return constant.flatMap(graph::floats)
                    .flatMap(values -> PerChannel.of(values, channels))
                    .orElseGet(() -> {
                        float[] values = new float[channels];
                        Arrays.fill(values, otherwise);
                        return values;
                    });
        }

        private String op(String operator, Map<String, Attribute> attributes, String... inputs) {
            String name = convolution.node().name() + "/norm/" + operator;
            Node node = additions.node(name, operator, List.of(inputs), attributes);
            nodes.add(node);
            return node.outputs().get(0);
        }

        private String variance(String centred) {
            return switch (form) {
                case CONVOLUTIONS -> mean(op("Mul", Map.of(), centred, centred));
                case REDUCTIONS -> meanOfSquares(centred);
            };
        }

        /**
         * Avoids storing all squares. The result of ReduceL2 is scaled before it is squared, to stay in the range of
         * 16-bit floats.
         */
        private String meanOfSquares(String value) {
            float share = (float) (1 / Math.sqrt(convolution.inputsPerGroup()));
            String scale = additions.sharedConstant("share", Constant.ofScalar(share));
            String length = op("Mul", Map.of(), reduction("ReduceL2", value), scale);
            return op("Mul", Map.of(), length, length);
        }

        private String mean(String value) {
            int channels = convolution.inputsPerGroup();
            if (form == ChannelNormForm.CONVOLUTIONS && channels >= CHANNELS_FOR_MEAN_BY_CONVOLUTION) {
                return op("Conv", Map.of("kernel_shape", Attribute.ofLongs(1, 1)), value, averagingWeight(channels));
            }
            return reduction("ReduceMean", value);
        }

        private String reduction(String operator, String value) {
            if (graph.graph().opset() >= OPSET_WITH_AXES_AS_INPUT) {
                String axes = additions.sharedConstant("axes", Constant.ofLongs(1));
                return op(operator, Map.of("keepdims", Attribute.of(1)), value, axes);
            }
            return op(operator, ALONG_CHANNELS, value);
        }

        private String averagingWeight(int channels) {
            float[] weight = new float[channels];
            Arrays.fill(weight, 1f / channels);
            return additions.sharedConstant("average", Constant.of(Tensor.of(weight, 1, channels, 1, 1)));
        }

        /** Folds scale and shift into the weights and the bias, and centres the weights. */
        private static double fold(double[] weights, double bias, float[] scale, float[] shift) {
            double folded = bias;
            double mean = 0;
            for (int channel = 0; channel < weights.length; channel++) {
                folded += weights[channel] * shift[channel];
                weights[channel] *= scale[channel];
                mean += weights[channel] / weights.length;
            }
            for (int channel = 0; channel < weights.length; channel++) {
                weights[channel] -= mean;
            }
            return folded;
        }
    }
}
