package org.samdeblur.networks.sam.graph;

/**
 * The sizes that the parts of a Segment Anything model share.
 *
 * @param imageSize height and width of the encoder's input in pixels; 1024 in the published models
 * @param embeddingChannels channels of the image's embedding; 256
 * @param embeddingSize height and width of the embedding; 64
 * @since 0.1.0
 */
public record SamShape(int imageSize, int embeddingChannels, int embeddingSize) {
    /**
     * Returns the size of the decoder's masks.
     *
     * @return height and width; 256 in the published models
     */
    public int maskSize() {
        return 4 * embeddingSize;
    }

    /**
     * Returns how many rows of the embedding are needed for masks that cover an image which does not fill the height of
     * the encoder's input, including the margin for interpolation.
     *
     * @param height rows of the image in the encoder's input
     * @return at most {@code embeddingSize}
     */
    public int rowsOver(int height) {
        int beyond = 2;
        int masksEach = maskSize() / embeddingSize;
        int drawn = (height * maskSize() + imageSize - 1) / imageSize + beyond;
        return Math.min(embeddingSize, (drawn + masksEach - 1) / masksEach);
    }
}
