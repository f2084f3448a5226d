package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.architecture.CheckpointGraph;
import org.samdeblur.networks.graph.Graph;

/** The sizes of an image encoder, determined from the names and shapes of its weights. */
interface EncoderLayout {
    /** The name of the whole network, such as {@code SAM ViT-B}. */
    String architecture();

    /** The sizes that the decoder must fit. */
    SamShape shape();

    /** Writes the encoder with the weights of a checkpoint, from {@code image [1, 3, S, S]}, normalised, to {@code image_embeddings [1, C, E, E]}. */
    Graph write(CheckpointGraph weights);
}
