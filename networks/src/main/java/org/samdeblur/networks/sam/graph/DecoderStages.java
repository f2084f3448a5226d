package org.samdeblur.networks.sam.graph;

import org.samdeblur.networks.graph.Graph;

/**
 * A mask decoder in three graphs, so that what does not depend on a prompt is computed once per image, and masks are drawn
 * only for prompts that are worth it. Together they compute what the plain decoder does, up to rounding.
 *
 * @param image from the embedding and a mask prompt: the image's tokens and their projections
 * @param prompt from these and a batch of prompts: predicted intersections over union, and what the third graph needs
 * @param masks from the second graph's outputs: the logits of masks
 */
public record DecoderStages(Graph image, Graph prompt, Graph masks) {}
