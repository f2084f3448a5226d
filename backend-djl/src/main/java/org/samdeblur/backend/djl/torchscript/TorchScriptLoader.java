package org.samdeblur.backend.djl.torchscript;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ValueRange;
import org.samdeblur.backend.djl.runtime.Messages;
import org.samdeblur.backend.djl.runtime.Placement;
import org.samdeblur.backend.djl.runtime.PyTorch;
import org.samdeblur.networks.engine.ImageNetworkModel;
import org.samdeblur.networks.engine.InputProbe;
import org.samdeblur.networks.engine.ModelLoader;
import org.samdeblur.networks.engine.RangedNetwork;
import org.samdeblur.networks.format.ModelFormat;
import org.samdeblur.networks.format.StandardFormat;

/** Loads archives that {@code torch.jit.save} writes. */
public final class TorchScriptLoader implements ModelLoader {
    private final PyTorch pytorch;
    private final Placement placement;
    private final int threads;

    /**
     * Creates a loader.
     *
     * @param pytorch the engine
     * @param placement the device that networks run on
     * @param threads the number of CPU threads that a network may use
     */
    public TorchScriptLoader(PyTorch pytorch, Placement placement, int threads) {
        this.pytorch = pytorch;
        this.placement = placement;
        this.threads = threads;
    }

    @Override
    public ModelFormat format() {
        return StandardFormat.TORCH_SCRIPT;
    }

    @Override
    public DeblurModel load(Path path, DeblurModelOptions options) {
        if (options.pooling().equals(Optional.of(Pooling.LOCAL))) {
            throw new InvalidModelException(path + ": cannot be loaded with TLC, which only checkpoints support");
        }
        TorchScriptNetwork network = new TorchScriptNetwork(pytorch, threads, model(path));
        try {
            return new ImageNetworkModel(
                    info(path, network, options),
                    MaskGuidance.none(),
                    RangedNetwork.of(network, options.valueRange().orElse(ValueRange.UNIT)));
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private static ModelInfo info(Path path, TorchScriptNetwork network, DeblurModelOptions options) {
        InputProbe trials = new InputProbe(network);
        try {
            int channels = trials.channels(candidates(network));
            return ModelInfo.builder(path.getFileName().toString())
                    .architecture("TorchScript")
                    .inputChannels(channels)
                    .sizeMultiple(options.sizeMultiple().orElseGet(() -> trials.sizeMultiple(channels)))
                    .parameters(
                            network.weights().stream().mapToLong(Shape::size).sum())
                    .build();
        } catch (InvalidModelException e) {
            throw new InvalidModelException(path + ": " + e.getMessage(), e);
        }
    }

    /** Numbers of channels that convolutions of the image could read come first; then everything else. */
    private static Set<Integer> candidates(TorchScriptNetwork network) {
        Set<Integer> candidates = new LinkedHashSet<>();
        network.weights().stream()
                .filter(weight -> weight.dimension() == 4)
                .mapToInt(weight -> (int) weight.get(1))
                .filter(channels -> channels >= Image.COLOUR_CHANNELS && channels <= InputProbe.MOST_CHANNELS)
                .forEach(candidates::add);
        IntStream.rangeClosed(Image.COLOUR_CHANNELS, InputProbe.MOST_CHANNELS).forEach(candidates::add);
        return candidates;
    }

    private Model model(Path path) {
        Model model = pytorch.newModel(path.getFileName().toString(), placement.engineDevice());
        try {
            model.load(path.toAbsolutePath(), null, Map.of("mapLocation", "true"));
            return model;
        } catch (IOException | MalformedModelException | EngineException e) {
            model.close();
            throw new InvalidModelException(path + ": cannot be loaded as TorchScript: " + Messages.rootCause(e), e);
        }
    }
}
