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
 * Writes deblurring networks as SavedModels, the folders that TensorFlow loads in all of its languages. Safe for use by
 * multiple threads.
 *
 * <p>The only signature is {@code serving_default}. It takes {@code image}, {@code [N, H, W, 3]}, 32-bit floats in [0,
 * 1]; heights and widths are multiples of the network's {@link org.samdeblur.api.ModelInfo#sizeMultiple()}. A network
 * guided by masks also takes {@code guidance}, {@code [N, H, W, S]}, which its {@link DeblurNetwork#guidance()}
 * computes from image and masks. The output is {@code image}, {@code [N, H, W, 3]}, not clamped.
 *
 * <p>The file {@code assets.extra/samdeblur.properties} in the folder, which TensorFlow ignores, describes the network,
 * so that the backend {@code tensorflow} loads the same network, including its guidance.
 *
 * @since 0.1.0
 */
public final class SavedModels {
    private SavedModels() {}

    /**
     * Writes a network. The folder appears when it is complete.
     *
     * @param network the network; its graph is written without rewrites for inference
     * @param folder the folder to write, which must not exist or must be empty; its parent folder must exist
     * @throws SamDeblurException if the folder exists and is not empty, or cannot be written
     * @throws org.samdeblur.api.InvalidModelException if an operator of the network is not supported
     * @throws org.samdeblur.api.BackendException if TensorFlow's native library cannot be loaded
     */
    public static void write(DeblurNetwork network, Path folder) {
        write(network, folder, WholeFolder::write);
    }

    /**
     * Writes a network and replaces a present SavedModel, which is deleted when the new one is complete.
     *
     * @param network the network; its graph is written without rewrites for inference
     * @param folder a SavedModel without other files, or a folder as for {@link #write}
     * @throws SamDeblurException if the folder has other content, or cannot be written
     * @throws org.samdeblur.api.InvalidModelException if an operator of the network is not supported
     * @throws org.samdeblur.api.BackendException if TensorFlow's native library cannot be loaded
     */
    public static void replace(DeblurNetwork network, Path folder) {
        ModelFolder former = new ModelFolder(folder);
        write(network, folder, former.isNothingElse() ? WholeFolder::replace : WholeFolder::write);
    }

    /** Writes or replaces a folder. */
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
