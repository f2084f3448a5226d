package org.samdeblur.backend.tensorflow.savedmodel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.Pooling;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.api.Image;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.ModelInfo.Placement;
import org.samdeblur.api.Padding;
import org.samdeblur.api.ValueRange;
import org.samdeblur.networks.content.FileContent;
import org.samdeblur.networks.deblur.NetworkMetadata;
import org.samdeblur.networks.engine.ImageNetworkModel;
import org.samdeblur.networks.engine.InputProbe;
import org.samdeblur.networks.engine.ModelLoader;
import org.samdeblur.networks.engine.OneLine;
import org.samdeblur.networks.format.ModelFormat;
import org.samdeblur.networks.format.StandardFormat;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.TensorShapeProto;

/** Loads folders in TensorFlow's SavedModel format. */
public final class SavedModelLoader implements ModelLoader {
    private final Device device;
    private final ConfigProto configuration;

    /**
     * Creates a loader.
     *
     * @param device the device that networks run on
     * @param configuration the configuration of their sessions
     */
    public SavedModelLoader(Device device, ConfigProto configuration) {
        this.device = device;
        this.configuration = configuration;
    }

    @Override
    public ModelFormat format() {
        return StandardFormat.SAVED_MODEL;
    }

    @Override
    public DeblurModel load(Path path, DeblurModelOptions options) {
        if (options.pooling().equals(Optional.of(Pooling.LOCAL))) {
            throw new InvalidModelException(path + ": cannot be loaded with TLC, which only checkpoints support");
        }
        requirePossibleDevice(path);
        ModelFolder folder = new ModelFolder(path);
        FileContent.of(folder.graph())
                .filter(content -> content != FileContent.ONNX)
                .ifPresent(content -> {
                    throw folder.refusal("its saved_model.pb " + content.description());
                });
        Map<String, String> properties = folder.properties();
        folder.requireSoundGraphs();
        SavedModelBundle bundle = bundle(folder);
        try {
            return model(folder, bundle, properties, options);
        } catch (RuntimeException e) {
            bundle.close();
            throw e;
        }
    }

    /** Checks the device. A SavedModel determines the devices of its operations, by default the first GPU. */
    private void requirePossibleDevice(Path path) {
        if (device.index() > 0) {
            throw new DeviceUnavailableException(path + ": a SavedModel runs on the first GPU, not on " + device
                    + "; use device gpu:0, and start the program with the environment variable CUDA_VISIBLE_DEVICES="
                    + device.index());
        }
    }

    private SavedModelBundle bundle(ModelFolder folder) {
        try {
            return SavedModelBundle.loader(folder.path().toAbsolutePath().toString())
                    .withConfigProto(configuration)
                    .load();
        } catch (RuntimeException e) {
            // TensorFlow's exceptions have no common type, and its Java code throws others if signatures do not fit the
            // graph
            throw folder.refusal("cannot be loaded as a SavedModel: " + OneLine.of(e));
        }
    }

    private static DeblurModel model(
            ModelFolder folder, SavedModelBundle bundle, Map<String, String> properties, DeblurModelOptions options) {
        ImageSignature signature = ImageSignature.of(folder, bundle.signatures());
        NetworkMetadata.Stated stated;
        try {
            stated = NetworkMetadata.stated(properties);
        } catch (InvalidModelException e) {
            throw folder.refusal(e.getMessage());
        }
        MaskGuidance guidance = stated.guidance().orElse(MaskGuidance.none());
        if (guidance.channels() > 0 && signature.channels() != Image.COLOUR_CHANNELS + guidance.channels()) {
            throw folder.refusal(
                    "its signature takes " + signature.channels() + " channels, but its properties name guidance of "
                            + guidance.channels() + " in addition to the image's " + Image.COLOUR_CHANNELS);
        }
        ValueRange range = options.valueRange().or(stated::valueRange).orElse(ValueRange.UNIT);
        SavedModelNetwork network = new SavedModelNetwork(folder.name(), bundle, signature, range);
        ModelInfo.Builder described = ModelInfo.builder(folder.name())
                .architecture(stated.architecture().orElse("SavedModel"))
                .inputChannels(signature.channels())
                .sizeMultiple(options.sizeMultiple()
                        .orElseGet(
                                () -> stated.sizeMultiple().orElseGet(() -> sizeMultiple(folder, network, signature))))
                .padding(stated.padding().orElse(Padding.ZERO))
                .placement(stated.placement().orElse(Placement.TOP_LEFT))
                .square(stated.square())
                .parameters(weights(bundle.metaGraphDef()));
        signature.size().ifPresent(described::fixedSize);
        ModelInfo info = described.build();
        return new ImageNetworkModel(info, guidance, network);
    }

    private static int sizeMultiple(ModelFolder folder, SavedModelNetwork network, ImageSignature signature) {
        if (signature.size().isPresent()) {
            return 1;
        }
        InputProbe trials = new InputProbe(network);
        try {
            return trials.sizeMultiple(trials.channels(List.of(signature.channels())));
        } catch (InvalidModelException e) {
            throw folder.refusal(e.getMessage());
        }
    }

    /** Counts the numbers in the graph's variables. */
    private static long weights(MetaGraphDef model) {
        return model.getGraphDef().getNodeList().stream()
                .filter(node -> ModelFolder.VARIABLES.contains(node.getOp()))
                .map(node -> node.getAttrOrDefault("shape", AttrValue.getDefaultInstance())
                        .getShape())
                .mapToLong(SavedModelLoader::elements)
                .sum();
    }

    private static long elements(TensorShapeProto shape) {
        return shape.getDimList().stream()
                .mapToLong(TensorShapeProto.Dim::getSize)
                .reduce(1, (product, size) -> product * Math.max(size, 0));
    }
}
