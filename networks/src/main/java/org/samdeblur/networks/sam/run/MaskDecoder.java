package org.samdeblur.networks.sam.run;

import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/**
 * A prompt encoder and mask decoder on an engine, ready to answer. May be used by multiple threads at once; closing is idempotent,
 * and using a closed one is an {@link IllegalStateException}.
 */
public sealed interface MaskDecoder extends AutoCloseable permits StagedMaskDecoder, ExportedMaskDecoder {
    /**
     * Loads a network's decoder: in stages if it has them, else as the one graph it came as.
     *
     * @param engine runs it; stays the caller's
     * @param network the network
     * @return the decoder
     * @throws org.samdeblur.api.InvalidModelException if the engine does not take the graphs, or they do not answer as a
     *     decoder does
     */
    static MaskDecoder load(GraphEngine engine, SamNetwork network) {
        return network.stages()
                .<MaskDecoder>map(
                        stages -> StagedMaskDecoder.load(engine, stages, network.generation(), network.shape()))
                .orElseGet(() -> loadPlain(engine, network));
    }

    /**
     * Loads a network's decoder as one graph, as it was published or exported.
     *
     * @param engine runs it; stays the caller's
     * @param network the network
     * @return the decoder
     * @throws org.samdeblur.api.InvalidModelException if the engine does not take the graph, or it does not answer as a
     *     decoder does
     */
    static MaskDecoder loadPlain(GraphEngine engine, SamNetwork network) {
        return ExportedMaskDecoder.load(engine, network.maskDecoder(), network.generation(), network.shape());
    }

    /**
     * Takes an image over from the encoder.
     *
     * @param features what the encoder made of it
     * @param frame how masks will lie on it
     * @return the image, of no use once the decoder is closed
     */
    EmbeddedImage prepare(ImageFeatures features, MaskFrame frame);

    /** Releases the graphs. Waits for runs that are under way. */
    @Override
    void close();
}
