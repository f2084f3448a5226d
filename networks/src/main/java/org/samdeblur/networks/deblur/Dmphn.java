package org.samdeblur.networks.deblur;

import java.util.List;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;

/**
 * Writes the graph of DMPHN 1-2-4 (Zhang et al., Deep Stacked Hierarchical Multi-patch Network for Image Deblurring, CVPR
 * 2019). Level 3 encodes the quarters of the image, level 2 the upper and lower half, level 1 the whole. Every level
 * corrects the image for the one above it, and hands its features up to be added.
 */
final class Dmphn {
    static final String ARCHITECTURE = "DMPHN 1-2-4";
    /** Halves of the image are halved twice again. */
    static final int SIZE_MULTIPLE = 8;

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    /** The network sees colours around zero. */
    private static final float MID_GREY = 0.5f;

    private final GraphBuilder graph;
    private final DmphnLevel whole;
    private final DmphnLevel halves;
    private final DmphnLevel quarters;

    private Dmphn(DmphnFiles files, GraphBuilder graph) {
        this.graph = graph;
        this.whole = files.level(1, graph);
        this.halves = files.level(2, graph);
        this.quarters = files.level(3, graph);
    }

    static Graph write(DmphnFiles files) {
        GraphBuilder graph = new GraphBuilder(ARCHITECTURE);
        String input = graph.input("input", ImageAxes.of(3));
        String grey = graph.scalar(MID_GREY);
        String deblurred = new Dmphn(files, graph).write(graph.sub(input, grey));
        graph.output("output", graph.add(deblurred, grey), ImageAxes.of(3));
        return graph.build();
    }

    private String write(String image) {
        List<String> half = graph.chunk(image, ROWS, 2);
        String upper = encodeQuarters(half.get(0));
        String lower = encodeQuarters(half.get(1));
        String features = graph.concat(ROWS, encodeHalf(half.get(0), upper), encodeHalf(half.get(1), lower));
        features = graph.add(features, graph.concat(ROWS, upper, lower));
        String corrected = graph.add(image, halves.decode(features));
        return whole.decode(graph.add(whole.encode(corrected), features));
    }

    private String encodeQuarters(String half) {
        List<String> quarter = graph.chunk(half, COLUMNS, 2);
        return graph.concat(COLUMNS, quarters.encode(quarter.get(0)), quarters.encode(quarter.get(1)));
    }

    private String encodeHalf(String half, String features) {
        return halves.encode(graph.add(half, quarters.decode(features)));
    }
}
