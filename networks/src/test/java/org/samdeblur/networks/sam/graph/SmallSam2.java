package org.samdeblur.networks.sam.graph;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.Constant;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.sam.TestEngine;
import org.samdeblur.networks.sam.pixels.EncoderInput;
import org.samdeblur.networks.sam.pixels.RgbPixels;

/** The SAM 2 of the golden data. */
final class SmallSam2 {
    static final ImageSize IMAGE = new ImageSize(200, 300);

    private SmallSam2() {}

    static Path file(String name) {
        return Path.of(System.getProperty("samdeblur.golden"), "sam2", name);
    }

    static SamNetwork network() {
        return SamNetworks.load(ModelSource.of(file("sam2.pt")));
    }

    /** Its weights under other names; those without one are left out. */
    static Map<String, Constant> weights(UnaryOperator<String> names) {
        Checkpoint checkpoint = Checkpoint.open(file("sam2.pt"));
        Map<String, Constant> weights = new LinkedHashMap<>();
        checkpoint.names().forEach(name -> weights.put(names.apply(name), checkpoint.weight(name)));
        return weights;
    }

    /** What the network's encoder takes of the golden image. */
    static Tensor input(SamNetwork network) {
        RgbPixels image = RgbPixels.of(Image.read(file("input.png")));
        return EncoderInput.of(image, network.frame(IMAGE), network.pixels());
    }

    static Map<String, Tensor> run(Graph graph, Map<String, Tensor> inputs) {
        try (TestEngine engine = new TestEngine();
                GraphSession session = engine.load(graph, Map.of())) {
            return session.run(inputs);
        }
    }
}
