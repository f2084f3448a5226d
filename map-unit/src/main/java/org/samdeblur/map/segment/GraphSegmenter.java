package org.samdeblur.map.segment;

import java.io.Serializable;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Segmenter;
import org.samdeblur.api.Stage;
import org.samdeblur.api.Tensor;

/**
 * Cuts an image into regions of similar colour: the graph-based segmentation of P. Felzenszwalb and D. Huttenlocher
 * (<i>Efficient Graph-Based Image Segmentation</i>, IJCV 59(2), 2004). It needs no weights.
 *
 * <p>The image is smoothed, every pixel is joined to its eight neighbours by edges that weigh the Euclidean distance of
 * the RGB colours, and in ascending order of weight an edge joins two regions unless it is heavier than what holds either
 * of them together (section 4). Then, in the same order, regions below the minimum size are joined to a neighbour. The
 * regions are disjoint, connected, cover the image, and are numbered in the order of their first pixels, row by row.
 *
 * <p>The settings mean what they mean in scikit-image's {@code felzenszwalb(image, scale, sigma, min_size)}: colours in
 * [0, 1], {@code scale / 255} as the paper's k, a Gaussian cut off at four deviations with mirrored borders. Regions differ
 * from it where edges weigh the same to within rounding, since their order is open: here they go row by row.
 *
 * <p>Memory beyond the image: 24 bytes a pixel, and 64 bytes a pixel but at most 128 MiB. Immutable; safe for use by multiple threads.
 *
 * @param scale the paper's k for colours in [0, 255]; regions grow with it; at least 0
 * @param sigma deviation of the smoothing Gaussian in pixels, in [0, 100]; 0 leaves the image as it is
 * @param minimumSize the fewest pixels a region may have, at least 1
 * @since 0.1.0
 */
public record GraphSegmenter(double scale, double sigma, int minimumSize) implements Serializable, Segmenter {
    private static final int PERCENT = 100;
    private static final int SMOOTHED = 10;
    private static final int MERGED = 80;

    /** Edges held at once: 64 MiB, and as much again to sort them. */
    private static final int MOST_EDGES = 1 << 23;

    /**
     * Checks the settings.
     *
     * @param scale the paper's k for colours in [0, 255]
     * @param sigma deviation of the smoothing Gaussian in pixels
     * @param minimumSize the fewest pixels a region may have
     * @throws IllegalArgumentException if one is out of range
     */
    public GraphSegmenter {
        if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("scale must be a number of at least 0, not " + scale);
        }
        if (!(sigma >= 0 && sigma <= 100)) {
            throw new IllegalArgumentException("sigma must be in [0, 100] pixels, not " + sigma);
        }
        if (minimumSize < 1) {
            throw new IllegalArgumentException("minimum size must be at least 1 pixel, not " + minimumSize);
        }
    }

    /** Makes a segmenter with the settings the embedded model was trained with: scale 150, sigma 0.8, minimum size 60. */
    public GraphSegmenter() {
        this(150, 0.8, 60);
    }

    @Override
    public MaskSet segment(Image image, Progress progress) {
        return segment(image, progress, MOST_EDGES);
    }

    MaskSet segment(Image image, Progress progress, int edgeCapacity) {
        int height = image.height();
        int width = image.width();
        progress.step(Stage.SEGMENT, 0, PERCENT);
        PixelGraph graph = new PixelGraph(smoothed(image), height, width);
        progress.step(Stage.SEGMENT, SMOOTHED, PERCENT);

        Regions regions = new Regions(graph, scale / 255);
        AscendingEdges edges = new AscendingEdges(graph, edgeCapacity);
        edges.forEach(regions.similar(), partOf(progress, SMOOTHED, MERGED));
        edges.forEach(regions.small(minimumSize), partOf(progress, MERGED, PERCENT));
        progress.step(Stage.SEGMENT, PERCENT, PERCENT);
        return MaskSet.ofLabels(new ImageSize(height, width), regions.intoLabels());
    }

    private float[][] smoothed(Image image) {
        Tensor colours = image.toTensor();
        GaussianBlur blur = new GaussianBlur(sigma);
        float[][] planes = new float[colours.dim(0)][];
        for (int colour = 0; colour < planes.length; colour++) {
            planes[colour] = colours.slice(colour, colour + 1).toArray();
            blur.smooth(planes[colour], image.height(), image.width());
        }
        return planes;
    }

    private static AscendingEdges.RangeListener partOf(Progress progress, int from, int to) {
        return (finished, of) -> progress.step(Stage.SEGMENT, from + (long) (to - from) * finished / of, PERCENT);
    }
}
