package org.samdeblur.networks.sam.run;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.graph.SamShape;
import org.samdeblur.networks.sam.pixels.EncoderInput;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.PixelInput;
import org.samdeblur.networks.sam.pixels.RgbPixels;

/**
 * An image encoder in an engine. Owns the session, and keeps nothing of the graph, so that weights the engine has copied can be
 * given up. May be used by multiple threads at once.
 */
public final class ImageEncoder implements AutoCloseable {
    private final String network;
    private final SamShape shape;
    private final PixelInput form;
    private final String input;
    private final String embeddingName;
    private final GraphSession session;

    private ImageEncoder(SamNetwork network, GraphSession session) {
        this.network = network.name();
        this.shape = network.shape();
        this.form = network.pixels();
        this.input = network.imageEncoder().inputs().get(0).name();
        this.embeddingName = network.imageEncoder().outputs().get(0).name();
        this.session = session;
    }

    /** Loads the encoder of a network. */
    public static ImageEncoder load(GraphEngine engine, SamNetwork network) {
        return new ImageEncoder(network, engine.load(network.imageEncoder(), Map.of()));
    }

    /**
     * Lays masks over an image.
     *
     * @return how the image is resized, and masks are brought to it
     */
    public MaskFrame frame(ImageSize image) {
        return form.frame(image, shape.imageSize(), shape.maskSize());
    }

    /**
     * Embeds an image.
     *
     * @return the embedding and, of a SAM 2, the finer maps
     */
    public ImageFeatures embed(RgbPixels image, MaskFrame frame) {
        Map<String, Tensor> made = new HashMap<>(session.run(Map.of(input, EncoderInput.of(image, frame, form))));
        Tensor embedding = made.remove(embeddingName);
        requireShape(embedding);
        return new ImageFeatures(embedding, made);
    }

    private void requireShape(Tensor embedding) {
        int[] wanted = {1, shape.embeddingChannels(), shape.embeddingSize(), shape.embeddingSize()};
        if (!Arrays.equals(embedding.shape(), wanted)) {
            throw new InvalidModelException("encoder of '" + network + "' made " + embedding
                    + " where its decoder takes " + Arrays.toString(wanted));
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
