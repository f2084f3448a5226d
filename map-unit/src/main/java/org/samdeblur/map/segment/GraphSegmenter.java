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
 * Divides an image into regions of similar colour: the graph-based segmentation of P. Felzenszwalb and D.
 * Huttenlocher (<i>Efficient Graph-Based Image Segmentation</i>, IJCV 59(2), 2004). It needs no weights.
 *
 * <p>The image is smoothed. Every pixel is connected to its eight neighbours by edges, whose weights are the
 * Euclidean distances of the RGB colours. In ascending order of weight, an edge merges two regions unless its weight
 * exceeds the internal difference of either of them (section 4). Then, in the same order, regions below the minimum
 * size are merged with a neighbour. The regions are disjoint and connected, cover the image, and are numbered in the
 * order of their first pixels, row by row.
 *
 * <p>The settings mean what they mean in scikit-image's {@code felzenszwalb(image, scale, sigma, min_size)}: colours
 * in [0, 1], {@code scale / 255} as the paper's k, a Gaussian cut off at four deviations with mirrored borders.
 * Regions can differ where edges have the same weight up to rounding, because the algorithm does not define their
 * order; here it is row by row.
 *
 * <p>Memory beyond the image: 24 bytes per pixel, and another 64 bytes per pixel up to 128 MiB. Immutable; safe for
 * use by multiple threads.
 *
 * @param scale the paper's k for colours in [0, 255]; larger values give larger regions; at least 0
 * @param sigma standard deviation of the smoothing Gaussian in pixels, in [0, 100]; 0 for no smoothing
 * @param minimumSize the smallest number of pixels of a region, at least 1; smaller images are one region
 * @since 0.1.0
 */
public record GraphSegmenter(double scale, double sigma, int minimumSize) implements Serializable, Segmenter {
    private static final int PERCENT = 100;
    private static final int SMOOTHED = 10;
    private static final int MERGED = 80;

    /** The number of edges in memory at once: 64 MiB, and the same again for sorting. */
    private static final int MOST_EDGES = 1 << 23;

    /**
     * Checks the settings.
     *
     * @param scale the paper's k for colours in [0, 255]
     * @param sigma standard deviation of the smoothing Gaussian in pixels
     * @param minimumSize the smallest number of pixels of a region
     * @throws IllegalArgumentException if a value is out of range
     */
    public GraphSegmenter {
        if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("scale must be finite and at least 0, not " + scale);
        }
        if (!(sigma >= 0 && sigma <= 100)) {
            throw new IllegalArgumentException("sigma must be in [0, 100] pixels, not " + sigma);
        }
        if (minimumSize < 1) {
            throw new IllegalArgumentException("minimum size must be at least 1 pixel, not " + minimumSize);
        }
    }

    /**
     * Creates a segmenter with the settings that gain most with {@code embedded-fast}: scale 1000, sigma 0.8, minimum
     * size 1000. They find about ten regions in a photograph.
     */
    public GraphSegmenter() {
        this(1000, 0.8, 1000);
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
        return (finished, total) -> progress.step(Stage.SEGMENT, from + (long) (to - from) * finished / total, PERCENT);
    }
}
