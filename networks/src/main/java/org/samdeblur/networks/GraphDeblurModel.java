package org.samdeblur.networks;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.engine.GraphSession;

/** A deblurring network whose graph is loaded into an engine. Owns the session. */
final class GraphDeblurModel implements DeblurModel {
    private static final int COLOURS = 3;

    private final ModelInfo info;
    private final MaskGuidance guidance;
    private final String input;
    private final String output;
    private final GraphSession session;
    private final AtomicBoolean closed = new AtomicBoolean();

    GraphDeblurModel(DeblurNetwork network, GraphSession session) {
        this.info = network.info();
        this.guidance = network.guidance();
        this.input = network.input();
        this.output = network.output();
        this.session = session;
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
        Tensor batch = image.reshape(1, info.inputChannels(), height, width);
        Tensor restored = session.run(Map.of(input, batch)).get(output);
        requireImage(restored, height, width);
        return restored.reshape(COLOURS, height, width);
    }

    private void requireImage(Tensor restored, int height, int width) {
        if (!Arrays.equals(restored.shape(), new int[] {1, COLOURS, height, width})) {
            throw new InvalidModelException("network '" + info.name() + "' is no deblurring network: of an image of "
                    + new ImageSize(height, width) + " pixels it makes " + restored);
        }
    }

    private void requireFit(Tensor image) {
        if (image.rank() != 3 || image.dim(0) != info.inputChannels()) {
            throw new IllegalArgumentException(
                    "network '" + info.name() + "' takes [" + info.inputChannels() + ", H, W], not " + image);
        }
        if (image.size() == 0 || image.dim(1) % info.sizeMultiple() != 0 || image.dim(2) % info.sizeMultiple() != 0) {
            throw new IllegalArgumentException("network '" + info.name()
                    + "' takes heights and widths that are multiples of " + info.sizeMultiple() + "; pad " + image);
        }
        info.fixedSize().ifPresent(size -> requireSize(size, image));
    }

    private void requireSize(ImageSize size, Tensor image) {
        if (image.dim(1) != size.height() || image.dim(2) != size.width()) {
            throw new IllegalArgumentException(
                    "network '" + info.name() + "' takes images of " + size + " pixels only, not " + image);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            session.close();
        }
    }
}
