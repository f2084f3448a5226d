package org.samdeblur.networks.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.Tensor;

/**
 * A deblurring network that runs on an {@link ImageNetwork}. Checks inputs and outputs against the network's
 * description. Owns the network.
 *
 * @since 0.1.0
 */
public final class ImageNetworkModel implements DeblurModel {
    private final ModelInfo info;
    private final MaskGuidance guidance;
    private final ImageNetwork network;
    private final OutputRange outputRange;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Makes a deblurring network.
     *
     * @param info the network's description
     * @param guidance computes the input channels that follow the image's three
     * @param network the network; closed with this one
     */
    public ImageNetworkModel(ModelInfo info, MaskGuidance guidance, ImageNetwork network) {
        this.info = info;
        this.guidance = guidance;
        this.network = network;
        this.outputRange = new OutputRange(info.name());
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public MaskGuidance guidance() {
        return guidance;
    }

    @Override
    public Tensor run(Tensor image) {
        if (closed.get()) {
            throw new IllegalStateException("network '" + info.name() + "' is closed");
        }
        requireFit(image);
        int height = image.dim(1);
        int width = image.dim(2);
        Tensor restored = network.run(image.reshape(1, info.inputChannels(), height, width));
        requireImage(restored, height, width);
        outputRange.check(restored);
        return restored.reshape(Image.COLOUR_CHANNELS, height, width);
    }

    private void requireImage(Tensor restored, int height, int width) {
        if (!Arrays.equals(restored.shape(), new int[] {1, Image.COLOUR_CHANNELS, height, width})) {
            throw new InvalidModelException(
                    "network '" + info.name() + "' is not a deblurring network: for an image of "
                            + new ImageSize(height, width) + " pixels its output is " + restored);
        }
    }

    private void requireFit(Tensor image) {
        if (image.rank() != 3 || image.dim(0) != info.inputChannels()) {
            throw new IllegalArgumentException(
                    "network '" + info.name() + "' takes [" + info.inputChannels() + ", H, W], not " + image);
        }
        if (image.size() == 0 || image.dim(1) % info.sizeMultiple() != 0 || image.dim(2) % info.sizeMultiple() != 0) {
            throw new IllegalArgumentException(
                    "network '" + info.name() + "' takes only heights and widths that are multiples of "
                            + info.sizeMultiple() + "; pad " + image);
        }
        info.fixedSize().ifPresent(size -> requireSize(size, image));
    }

    private void requireSize(ImageSize size, Tensor image) {
        if (image.dim(1) != size.height() || image.dim(2) != size.width()) {
            throw new IllegalArgumentException(
                    "network '" + info.name() + "' takes only images of " + size + " pixels, not " + image);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            network.close();
        }
    }
}
