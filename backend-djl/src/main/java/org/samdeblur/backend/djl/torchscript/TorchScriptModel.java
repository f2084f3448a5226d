package org.samdeblur.backend.djl.torchscript;

import ai.djl.engine.EngineException;
import java.util.Arrays;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.Tensor;
import org.samdeblur.backend.djl.runtime.Messages;

/** A TorchScript network as a deblurring network. Owns it. */
final class TorchScriptModel implements DeblurModel {
    private static final int COLOURS = 3;

    private final ModelInfo info;
    private final TorchScriptNetwork network;

    TorchScriptModel(ModelInfo info, TorchScriptNetwork network) {
        this.info = info;
        this.network = network;
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public Tensor run(Tensor image) {
        if (image.rank() != 3 || image.dim(0) != info.inputChannels() || image.size() == 0) {
            throw new IllegalArgumentException(
                    "network '" + info.name() + "' takes [" + info.inputChannels() + ", H, W], not " + image);
        }
        int height = image.dim(1);
        int width = image.dim(2);
        if (height % info.sizeMultiple() != 0 || width % info.sizeMultiple() != 0) {
            throw new IllegalArgumentException("network '" + info.name()
                    + "' takes heights and widths that are multiples of " + info.sizeMultiple() + "; pad " + image);
        }
        Tensor restored = restored(image.reshape(1, info.inputChannels(), height, width));
        if (!Arrays.equals(restored.shape(), new int[] {1, COLOURS, height, width})) {
            throw new InvalidModelException(
                    "network '" + info.name() + "' is no deblurring network: of " + image + " it makes " + restored);
        }
        return restored.reshape(COLOURS, height, width);
    }

    private Tensor restored(Tensor batch) {
        try {
            return network.run(batch);
        } catch (EngineException e) {
            throw new BackendException("network '" + info.name() + "' fails on " + batch + ": " + Messages.of(e), e);
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
