package org.samdeblur.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.Device;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Node;
import org.samdeblur.networks.graph.OnnxFiles;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.graph.rewrite.ChannelNormForm;
import org.samdeblur.networks.graph.rewrite.GraphRewriter;

class NetworkBackendTest {
    private static final ModelSource MODEL = ModelSource.embeddedFast();

    @ParameterizedTest
    @EnumSource(ChannelNormForm.class)
    void networksAreRewrittenToTheFormThatTheEngineStates(ChannelNormForm form) {
        Graph plain = DeblurNetworks.load(MODEL, DeblurModelOptions.DEFAULT).graph();

        assertEquals(
                operators(GraphRewriter.rewrite(plain, form)), operators(loaded(form, DeblurModelOptions.DEFAULT)));
    }

    @ParameterizedTest
    @EnumSource(ChannelNormForm.class)
    void plainNetworksAreNotRewritten(ChannelNormForm form) {
        DeblurModelOptions options = DeblurModelOptions.DEFAULT.withGraphForm(GraphForm.PLAIN);

        assertEquals(operators(DeblurNetworks.load(MODEL, options).graph()), operators(loaded(form, options)));
    }

    @Test
    void failuresOfTrialRunsNameTheFileOnce(@TempDir Path folder) {
        Path file = folder.resolve("network.onnx");
        Axis[] shape = {Axis.fixed(1), Axis.fixed(3), Axis.any("height"), Axis.any("width")};
        GraphBuilder graph = new GraphBuilder("unknown");
        graph.output("sharp", graph.op("Sharpen", graph.input("image", shape)), shape);
        OnnxFiles.write(graph.build(), file);

        try (NetworkBackend backend =
                new NetworkBackend("recording", new RecordingEngine(ChannelNormForm.CONVOLUTIONS))) {
            String message = assertThrows(
                            InvalidModelException.class,
                            () -> backend.loadDeblurModel(ModelSource.of(file), DeblurModelOptions.DEFAULT))
                    .getMessage();

            assertTrue(message.startsWith(file + ": takes images of 64×64 pixels"), message);
            assertTrue(message.endsWith("it fails: nothing runs here"), message);
        }
    }

    private static List<String> operators(Graph graph) {
        return graph.nodes().stream().map(Node::operator).toList();
    }

    private static Graph loaded(ChannelNormForm form, DeblurModelOptions options) {
        RecordingEngine engine = new RecordingEngine(form);
        try (NetworkBackend backend = new NetworkBackend("recording", engine)) {
            backend.loadDeblurModel(MODEL, options).close();
        }
        return engine.loaded.get(0);
    }

    /** Keeps the graphs that it is given, and runs none. */
    private static final class RecordingEngine implements GraphEngine {
        private final List<Graph> loaded = new ArrayList<>();
        private final ChannelNormForm form;

        RecordingEngine(ChannelNormForm form) {
            this.form = form;
        }

        @Override
        public Device device() {
            return Device.cpu();
        }

        @Override
        public Optional<String> deviceNote() {
            return Optional.empty();
        }

        @Override
        public ChannelNormForm channelNormForm() {
            return form;
        }

        @Override
        public GraphSession load(Graph graph, Map<String, Integer> axes) {
            loaded.add(graph);
            return new GraphSession() {
                @Override
                public Map<String, Tensor> run(Map<String, Tensor> inputs) {
                    throw new BackendException("nothing runs here");
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
