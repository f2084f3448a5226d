package org.samdeblur.networks.sam.graph;

/**
 * The sizes by which the parts of a Segment Anything model fit together.
 *
 * @param imageSize height and width of the encoder's input in pixels; 1024 in the published models
 * @param embeddingChannels channels of the image's embedding; 256
 * @param embeddingSize height and width of the embedding; 64
 */
public record SamShape(int imageSize, int embeddingChannels, int embeddingSize) {
    /**
     * Returns the size of the masks the decoder makes.
     *
     * @return height and width; 256 in the published models
     */
    public int maskSize() {
        return 4 * embeddingSize;
    }
}
