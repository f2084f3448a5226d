package org.samdeblur.api;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A deblurred image and how it came about.
 *
 * @param image the image in the input's own format
 * @param networkOutput what the network put out, {@code [3, H, W]}, before clamping
 * @param masks the masks the network was guided by, after grouping; empty for networks that take none
 * @param model the network
 * @param backend the backend it ran on; {@code custom} for a model of the caller's own
 * @param device the device it really ran on; the processor for a model of the caller's own
 * @param deviceNote why that is not the best device one might expect
 * @param times how long each stage took, in their order
 */
public record DeblurResult(
        Image image,
        Tensor networkOutput,
        MaskSet masks,
        ModelInfo model,
        String backend,
        Device device,
        Optional<String> deviceNote,
        Map<Stage, Duration> times) {
    /**
     * Copies the times.
     *
     * @param image the image in the input's own format
     * @param networkOutput what the network put out, {@code [3, H, W]}, before clamping
     * @param masks the masks the network was guided by, after grouping; empty for networks that take none
     * @param model the network
     * @param backend the backend it ran on; {@code custom} for a model of the caller's own
     * @param device the device it really ran on; the processor for a model of the caller's own
     * @param deviceNote why that is not the best device one might expect
     * @param times how long each stage took, in their order
     */
    public DeblurResult {
        Map<Stage, Duration> inOrder = new EnumMap<>(Stage.class);
        inOrder.putAll(times);
        times = Collections.unmodifiableMap(inOrder);
    }

    /**
     * Returns the image for AWT.
     *
     * @return a new picture
     */
    public BufferedImage bufferedImage() {
        return image.toBufferedImage();
    }
}
