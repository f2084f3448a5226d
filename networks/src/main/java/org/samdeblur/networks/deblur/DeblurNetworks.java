package org.samdeblur.networks.deblur;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Padding;
import org.samdeblur.map.GreyCodes;
import org.samdeblur.map.MaskAveragePooling;
import org.samdeblur.networks.architecture.Parameters;
import org.samdeblur.networks.architecture.Purpose;
import org.samdeblur.networks.architecture.Refusal;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.download.ModelCache;
import org.samdeblur.networks.graph.Graph;

/**
 * Loads deblurring networks, whatever they come in: the checkpoint of a NAFNet, SegNAFNet or MaskNAFNet, recognised by the
 * names and shapes of its weights; a folder with the six state dicts of DMPHN 1-2-4; or an {@code .onnx} file.
 */
public final class DeblurNetworks {
    private DeblurNetworks() {}

    /**
     * Loads a network. Its graph is the plain one, operator by operator as published; weights stay in the file, which must
     * not be written to while the network is in use.
     *
     * @param source where it is; a download is fetched into {@link ModelCache#ofUser()}
     * @param options how means are pooled; the form of the graph is not heeded here
     * @return the network
     * @throws InvalidModelException if the source is missing or damaged, is no deblurring network that is known, or if local
     *     pooling is asked of a network that has no global pools or is no checkpoint
     */
    public static DeblurNetwork load(ModelSource source, DeblurModelOptions options) {
        DeblurNetwork network = loaded(source, options);
        return options.sizeMultiple().isPresent()
                ? network.withSizeMultiple(options.sizeMultiple().getAsInt())
                : network;
    }

    private static DeblurNetwork loaded(ModelSource source, DeblurModelOptions options) {
        if (source instanceof ModelSource.Embedded) {
            return embedded(options.pooling());
        }
        if (source instanceof ModelSource.Download download) {
            return load(ModelCache.ofUser().fetch(download), options);
        }
        if (source instanceof ModelSource.File file) {
            return load(file.path(), options);
        }
        throw new InvalidModelException(source + ": no deblurring network: those come as one file or folder");
    }

    /**
     * Makes a network of a checkpoint's weights, with global pools.
     *
     * @param name what to call it
     * @param checkpoint the weights of a NAFNet, SegNAFNet or MaskNAFNet, recognised by their names and shapes
     * @return the network
     * @throws InvalidModelException if they are no such weights
     */
    public static DeblurNetwork of(String name, Checkpoint checkpoint) {
        return ofCheckpoint(name, checkpoint, Optional.empty());
    }

    private static DeblurNetwork embedded(Pooling pooling) {
        return ofCheckpoint(EmbeddedModel.NAME, EmbeddedModel.open(), window(pooling, EmbeddedModel::window));
    }

    private static DeblurNetwork load(Path path, DeblurModelOptions options) {
        Pooling pooling = options.pooling();
        Optional<String> weights = options.weights();
        if (Files.exists(path.resolve("saved_model.pb"))) {
            throw Refusal.of(path, "this is a SavedModel, which the backend 'tensorflow' runs");
        }
        if (Files.isDirectory(path)) {
            requireGlobal(pooling, path, "DMPHN has no global pools to be made local");
            return ofDmphn(path, weights);
        }
        if (path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            requireGlobal(
                    pooling,
                    path,
                    "pools are made local in checkpoints only; give the checkpoint the file was made of");
            if (weights.isPresent()) {
                throw Refusal.of(path, "an .onnx file holds one set of weights, so none is chosen by a key");
            }
            return OnnxDeblurNetwork.read(path, options);
        }
        if (options.valueRange().isPresent() || options.output().isPresent()) {
            throw Refusal.of(
                    path,
                    "a checkpoint's network is known to have one output and values from 0 to 1; others are stated of .onnx"
                            + " files and the like only");
        }
        Optional<LocalWindow> window = window(pooling, () -> LocalWindow.beside(path));
        return ofCheckpoint(path.getFileName().toString(), Checkpoint.open(path, weights), window);
    }

    /** The window for local pools, empty if pools are global. */
    private static Optional<LocalWindow> window(Pooling pooling, Supplier<LocalWindow> window) {
        return switch (pooling) {
            case GLOBAL -> Optional.empty();
            case LOCAL -> Optional.of(window.get());
        };
    }

    private static void requireGlobal(Pooling pooling, Path path, String reason) {
        if (pooling == Pooling.LOCAL) {
            throw Refusal.of(path, "cannot be loaded with TLC: " + reason);
        }
    }

    private static DeblurNetwork ofDmphn(Path folder, Optional<String> weights) {
        DmphnFiles files = DmphnFiles.open(folder, weights);
        ModelInfo info = new ModelInfo(
                name(folder),
                Dmphn.ARCHITECTURE,
                3,
                Dmphn.SIZE_MULTIPLE,
                Padding.ZERO,
                Optional.empty(),
                files.parameters());
        return DeblurNetwork.described(info, MaskGuidance.none(), Dmphn.write(files));
    }

    private static String name(Path folder) {
        return folder.toAbsolutePath().normalize().getFileName().toString();
    }

    private static DeblurNetwork ofCheckpoint(String name, Checkpoint named, Optional<LocalWindow> window) {
        Checkpoint checkpoint = named.knownAs(NafNetLayout::isLike).orElse(named);
        if (Purpose.of(checkpoint) == Purpose.SEGMENTATION) {
            throw Refusal.of(checkpoint.file(), "this is a segmentation network; give it as the segmenter");
        }
        if (!NafNetLayout.isLike(checkpoint)) {
            throw Refusal.of(
                    checkpoint.file(),
                    "no known deblurring network: NAFNet, SegNAFNet, MaskNAFNet, the folder of DMPHN 1-2-4, or .onnx; its weights"
                            + " begin with "
                            + checkpoint.names().stream().limit(3).toList());
        }
        NafNetLayout layout = NafNetLayout.of(checkpoint);
        ModelInfo info = new ModelInfo(
                name,
                layout.architecture(),
                layout.inputChannels(),
                layout.sizeMultiple(),
                padding(checkpoint),
                Optional.empty(),
                Parameters.of(checkpoint));
        return DeblurNetwork.described(info, guidance(layout, checkpoint), graph(layout, checkpoint, window));
    }

    private static Padding padding(Checkpoint checkpoint) {
        try {
            return NetworkMetadata.padding(checkpoint.metadata());
        } catch (InvalidModelException e) {
            throw Refusal.of(checkpoint.file(), e.getMessage());
        }
    }

    private static Graph graph(NafNetLayout layout, Checkpoint checkpoint, Optional<LocalWindow> window) {
        return window.map(local -> NafNet.withLocalMeans(layout, checkpoint, local))
                .orElseGet(() -> NafNet.withGlobalMeans(layout, checkpoint));
    }

    private static MaskGuidance guidance(NafNetLayout layout, Checkpoint checkpoint) {
        return switch (layout.guidance()) {
            case NONE -> MaskGuidance.none();
            case GREY_CODES -> new GreyCodes();
            case MAP -> new MaskAveragePooling(encoder(checkpoint));
        };
    }

    private static MapEncoder encoder(Checkpoint checkpoint) {
        return new MapEncoder(
                checkpoint.weight("pre_seg.weight").toTensor(),
                checkpoint.weight("pre_seg.bias").toTensor(),
                checkpoint.weight("pre_seg_in.weight").toTensor(),
                checkpoint.weight("pre_seg_in.bias").toTensor());
    }
}
