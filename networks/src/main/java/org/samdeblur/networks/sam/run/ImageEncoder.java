package org.samdeblur.networks.sam.run;

import java.util.Arrays;
import java.util.Map;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamShape;
import org.samdeblur.networks.sam.pixels.EncoderInput;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.RgbPixels;

/** An image encoder in an engine. Owns the session. May be used by many threads at once. */
public final class ImageEncoder implements AutoCloseable {
    private final SamNetwork network;
    private final GraphSession session;

    private ImageEncoder(SamNetwork network, GraphSession session) {
        this.network = network;
        this.session = session;
    }

    /** Loads the encoder of a network. */
    public static ImageEncoder load(GraphEngine engine, SamNetwork network) {
        return new ImageEncoder(network, engine.load(network.imageEncoder(), Map.of()));
    }

    /**
     * Embeds an image.
     *
     * @return {@code [1, C, E, E]}
     */
    public Tensor embed(RgbPixels image, MaskFrame frame) {
        Tensor pixels = EncoderInput.of(image, frame, network.pixels());
        String input = network.imageEncoder().inputs().get(0).name();
        String output = network.imageEncoder().outputs().get(0).name();
        Tensor embedding = session.run(Map.of(input, pixels)).get(output);
        requireShape(embedding);
        return embedding;
    }

    private void requireShape(Tensor embedding) {
        SamShape shape = network.shape();
        int[] wanted = {1, shape.embeddingChannels(), shape.embeddingSize(), shape.embeddingSize()};
        if (!Arrays.equals(embedding.shape(), wanted)) {
            throw new InvalidModelException("encoder of '" + network.name() + "' made " + embedding
                    + " where its decoder takes " + Arrays.toString(wanted));
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
