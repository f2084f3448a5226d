package org.samdeblur.backend.tensorflow.export;

import com.google.protobuf.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.samdeblur.api.Device;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFolder;
import org.samdeblur.api.text.Reason;
import org.samdeblur.backend.tensorflow.graph.CompiledGraph;
import org.samdeblur.backend.tensorflow.runtime.Placement;
import org.samdeblur.backend.tensorflow.runtime.TensorFlowRuntime;
import org.samdeblur.backend.tensorflow.savedmodel.ModelFolder;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.NetworkMetadata;
import org.samdeblur.networks.engine.OneLine;
import org.tensorflow.Output;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.TensorFlow;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Writes deblurring networks as SavedModels, the folders that TensorFlow loads by itself in any of its languages.
 *
 * <p>The only signature is {@code serving_default}. It takes {@code image}, {@code [N, H, W, 3]}, 32-bit floats in [0, 1]; heights
 * and widths are multiples of the network's {@link org.samdeblur.api.ModelInfo#sizeMultiple()}. A network that is guided by masks
 * takes {@code guidance} as well, {@code [N, H, W, S]}: what its {@link DeblurNetwork#guidance()} makes of image and masks. It gives
 * {@code image}, {@code [N, H, W, 3]}, not clamped.
 *
 * <p>The folder's {@code assets.extra/samdeblur.properties}, which TensorFlow leaves alone, says what the network is, so that the
 * backend {@code tensorflow} loads it as the network it was, guidance included.
 *
 * @since 0.1.0
 */
public final class SavedModels {
    private SavedModels() {}

    /**
     * Writes a network. The folder appears when it is complete.
     *
     * @param network the network, whose graph is written as it is
     * @param folder the folder to write, which is must not exist, or be empty; its parent folder must exist
     * @throws SamDeblurException if the folder is there and not empty, or cannot be written
     * @throws org.samdeblur.api.InvalidModelException if the network has an operator that TensorFlow does not have
     * @throws org.samdeblur.api.BackendException if TensorFlow's native library cannot be loaded
     */
    public static void write(DeblurNetwork network, Path folder) {
        write(network, folder, WholeFolder::write);
    }

    /**
     * Writes a network in place of a SavedModel. That one is deleted once the new one is complete.
     *
     * @param network the network, whose graph is written as it is
     * @param folder a SavedModel with no other files beside it; or a folder as {@link #write} takes it
     * @throws SamDeblurException if the folder holds something else, or cannot be written
     * @throws org.samdeblur.api.InvalidModelException if the network has an operator that TensorFlow does not have
     * @throws org.samdeblur.api.BackendException if TensorFlow's native library cannot be loaded
     */
    public static void replace(DeblurNetwork network, Path folder) {
        ModelFolder former = new ModelFolder(folder);
        write(network, folder, former.isNothingElse() ? WholeFolder::replace : WholeFolder::write);
    }

    /** How a folder comes to its place. */
    private interface FolderWriter {
        void write(Path folder, WholeFolder.Content content) throws IOException;
    }

    private static void write(DeblurNetwork network, Path folder, FolderWriter writer) {
        TensorFlowRuntime runtime = TensorFlowRuntime.get();
        Placement place = Placement.of(Device.cpu(), runtime);
        ImageBoundary ends = new ImageBoundary(network.guidance().channels());
        try {
            writer.write(folder, unfinished -> {
                try (CompiledGraph graph = CompiledGraph.of(network.graph(), ends, place.operations())) {
                    write(graph, place, unfinished);
                }
                new ModelFolder(unfinished).describe(NetworkMetadata.of(network).properties());
            });
        } catch (FileAlreadyExistsException e) {
            throw new SamDeblurException("cannot write " + folder + ": " + e.getReason(), e);
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + folder + ": " + Reason.of(e), e);
        } catch (TensorFlowException | TFInvalidArgumentException | TFUnimplementedException e) {
            throw new SamDeblurException("cannot write " + folder + ": " + OneLine.of(e), e);
        }
    }

    private static void write(CompiledGraph graph, Placement place, Path folder) throws IOException {
        MetaGraphDef.Builder model = MetaGraphDef.newBuilder();
        if (!graph.variables().isEmpty()) {
            Saver saver = new Saver(graph.graph(), graph.variables());
            model.setSaverDef(saver.definition()).putCollectionDef("variables", saver.collection());
            Path variables = Files.createDirectory(folder.resolve("variables"));
            try (Session session =
                    new Session(graph.graph(), place.configuration().build())) {
                graph.initialise(session);
                saver.save(session, variables.resolve("variables"));
            }
        }
        model.setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder()
                        .addTags(SavedModelBundle.DEFAULT_TAG)
                        .setTensorflowVersion(TensorFlow.version()))
                .setGraphDef(graph.graph().toGraphDef())
                .putSignatureDef(Signature.DEFAULT_KEY, signature(graph));
        write(
                SavedModel.newBuilder()
                        .setSavedModelSchemaVersion(1)
                        .addMetaGraphs(model)
                        .build(),
                new ModelFolder(folder).graph());
    }

    private static void write(Message message, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            message.writeTo(out);
        }
    }

    private static SignatureDef signature(CompiledGraph graph) {
        SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
        graph.inputs().forEach((name, place) -> signature.putInputs(name, tensor(place)));
        graph.outputs().forEach((name, place) -> signature.putOutputs(name, tensor(place)));
        return signature.build();
    }

    private static TensorInfo tensor(Output<?> place) {
        Shape shape = place.shape();
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < shape.numDimensions(); axis++) {
            sizes.addDim(TensorShapeProto.Dim.newBuilder().setSize(shape.get(axis)));
        }
        return TensorInfo.newBuilder()
                .setName(Saver.tensor(place))
                .setDtype(place.dataType())
                .setTensorShape(sizes)
                .build();
    }
}
