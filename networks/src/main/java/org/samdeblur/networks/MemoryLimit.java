package org.samdeblur.networks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.graph.shape.Finding;
import org.samdeblur.networks.graph.shape.Finding.Problem;
import org.samdeblur.networks.graph.shape.ShapeArithmetic;

/**
 * Rejects networks whose intermediate values would take an excessive amount of memory, before they are computed: a
 * malicious file of a hundred bytes could request terabytes. Safe for use by multiple threads.
 */
final class MemoryLimit {
    /**
     * The limit is a fixed amount plus an amount per pixel of the input. The largest transformers take 30,000 bytes per
     * pixel.
     */
    private static final double BYTES = 2.0 * (1 << 30);

    private static final double BYTES_PER_PIXEL = 64 * 1024;

    private static final int LEAST_SIDE = 64;

    private final ShapeArithmetic arithmetic;
    private final String input;
    private final Set<List<Integer>> admitted = ConcurrentHashMap.newKeySet();

    private MemoryLimit(ShapeArithmetic arithmetic, String input) {
        this.arithmetic = arithmetic;
        this.input = input;
    }

    static MemoryLimit of(DeblurNetwork network) {
        return new MemoryLimit(ShapeArithmetic.of(network.graph()), network.input());
    }

    /** Rejects a network that takes too much memory for a small image. */
    void requireLoadable(ModelInfo info) {
        ImageSize size = info.fixedSize()
                .orElseGet(() -> new ImageSize(LEAST_SIDE, LEAST_SIDE).roundedUpTo(info.sizeMultiple()));
        require(1, info.inputChannels(), size.height(), size.width());
    }

    /**
     * Rejects a batch for which the network would take too much memory.
     *
     * @throws InvalidModelException if it would; the message names the largest value
     */
    void requireRoom(Tensor batch) {
        require(batch.shape());
    }

    private void require(int... shape) {
        List<Integer> key = IntStream.of(shape).boxed().toList();
        if (admitted.contains(key)) {
            return;
        }
        Finding finding = arithmetic.find(Map.of(input, shape));
        double pixels = (double) shape[2] * shape[3];
        if (finding.peakBytes() > BYTES + BYTES_PER_PIXEL * pixels) {
            throw new InvalidModelException(String.format(
                    Locale.ROOT,
                    "the network would take %.1f GB for an input of %s; %s. If this is not a mistake, use smaller tiles",
                    finding.peakBytes() / 1e9,
                    Arrays.toString(shape),
                    finding.largest()));
        }
        finding.problem().filter(Problem::impossibleTensor).ifPresent(problem -> {
            throw new InvalidModelException("the network cannot be computed: " + problem.message());
        });
        admitted.add(key);
    }
}
