package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.graph.Graph;

/** The sizes of an image encoder, as the names and shapes of its weights show them. */
interface EncoderLayout {
    /** What the whole network is called, such as {@code SAM ViT-B}. */
    String architecture();

    /** The sizes by which the decoder fits. */
    SamShape shape();

    /** Writes the encoder with the weights of a checkpoint, from {@code image [1, 3, S, S]}, normalised, to {@code image_embeddings [1, C, E, E]}. */
    Graph write(CheckpointGraph weights);
}
