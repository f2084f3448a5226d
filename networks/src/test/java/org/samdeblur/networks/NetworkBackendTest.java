package org.samdeblur.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.DeblurModelOptions.GraphForm;
import org.samdeblur.api.Device;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.Node;
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
                    throw new UnsupportedOperationException();
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
