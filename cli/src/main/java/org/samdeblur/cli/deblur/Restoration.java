package org.samdeblur.cli.deblur;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Image;
import org.samdeblur.api.Stage;
import org.samdeblur.api.Tensor;

/**
 * What was made of one input.
 *
 * @param image the deblurred image
 * @param networkOutput what the network put out, {@code [3, H, W]}, before clamping
 * @param masks how many masks guided the network, after grouping
 * @param collapse where the network collapsed
 * @param deviceNote why the device is not the best one might expect
 * @param times how long each stage took
 */
record Restoration(
        Image image,
        Tensor networkOutput,
        int masks,
        Collapse collapse,
        Optional<String> deviceNote,
        Map<Stage, Duration> times) {
    /**
     * Where a network collapsed.
     *
     * @param regions how many regions
     * @param share their share of the pixels, in [0, 1]
     */
    record Collapse(int regions, double share) {
        static final Collapse NONE = new Collapse(0, 0);
    }

    Duration total() {
        return times.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
