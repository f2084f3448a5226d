package org.samdeblur.examples.bench;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.engine.GraphEngine;
import org.samdeblur.networks.engine.GraphSession;
import org.samdeblur.networks.graph.ElementType;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.GraphBuilder;
import org.samdeblur.networks.graph.Value;
import org.samdeblur.networks.graph.Value.Axis;
import org.samdeblur.networks.sam.graph.DecoderNames;
import org.samdeblur.networks.sam.graph.SamNetwork;
import org.samdeblur.networks.sam.pixels.EncoderInput;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.pixels.RgbPixels;

/**
 * The automatic mask generator driven the plain way, as the published code does: the whole decoder runs for every point, every
 * mask is brought to the size of the image, and only then are masks filtered. Something to measure against. Takes no crops
 * and leaves small regions as they are. For use by one thread.
 */
final class PlainMaskGenerator implements AutoCloseable {
    private final SamNetwork network;
    private final GraphEngine engine;
    private final GraphSession encoder;
    private final GraphSession decoder;

    /** Loads the network; the engine stays the caller's. */
    PlainMaskGenerator(GraphEngine engine, SamNetwork network) {
        this.engine = engine;
        this.network = network;
        this.encoder = engine.load(network.imageEncoder(), Map.of());
        this.decoder = engine.load(network.maskDecoder(), Map.of());
    }

    private record Candidate(Mask mask, Corners corners) {
        double predictedIou() {
            return mask.details().orElseThrow().predictedIou();
        }
    }

    /** The outermost pixels of a mask. */
    private record Corners(int left, int top, int right, int bottom) {
        static Corners of(Mask mask) {
            Box box = mask.boundingBox();
            return box.width() == 0
                    ? new Corners(0, 0, 0, 0)
                    : new Corners(box.x(), box.y(), box.x() + box.width() - 1, box.y() + box.height() - 1);
        }

        double overlap(Corners other) {
            double width = Math.max(0, Math.min(right, other.right) - Math.max(left, other.left));
            double height = Math.max(0, Math.min(bottom, other.bottom) - Math.max(top, other.top));
            double both = width * height;
            return both / (area() + other.area() - both);
        }

        private double area() {
            return (double) (right - left) * (bottom - top);
        }
    }

    MaskSet generate(Image image, AutomaticMaskSettings settings) {
        MaskFrame frame = network.frame(image.size());
        Tensor pixels = EncoderInput.of(RgbPixels.of(image), frame, network.pixels());
        Map<String, Tensor> features = features(pixels);
        List<Candidate> candidates = new ArrayList<>();
        List<PointGrid.Point> points =
                PointGrid.regular(settings.pointsPerSide()).points();
        try (GraphSession upsampling = engine.load(upsampling(frame), Map.of())) {
            for (int from = 0; from < points.size(); from += settings.pointsPerBatch()) {
                int to = Math.min(points.size(), from + settings.pointsPerBatch());
                candidates.addAll(batch(features, points.subList(from, to), frame, settings, upsampling));
            }
        }
        return MaskSet.of(image.size(), suppressed(candidates, settings.boxNmsThresh()));
    }

    private Map<String, Tensor> features(Tensor pixels) {
        Map<String, Tensor> made = new HashMap<>(encoder.run(Map.of(only(network.imageEncoder()), pixels)));
        String embedding = network.imageEncoder().outputs().get(0).name();
        made.put(DecoderNames.EMBEDDING, made.remove(embedding));
        return made;
    }

    private List<Candidate> batch(
            Map<String, Tensor> features,
            List<PointGrid.Point> points,
            MaskFrame frame,
            AutomaticMaskSettings settings,
            GraphSession upsampling) {
        int size = points.size();
        int mask = frame.mask();
        Map<String, Tensor> inputs = new HashMap<>(features);
        inputs.put(DecoderNames.POINTS, coordinates(points, frame));
        inputs.put(DecoderNames.LABELS, labels(size));
        inputs.put(DecoderNames.MASK, Tensor.zeros(1, 1, mask, mask));
        inputs.put(DecoderNames.HAS_MASK, Tensor.zeros(1));
        Map<String, Tensor> decoded = decoder.run(inputs);
        Tensor ious = decoded.get(DecoderNames.IOU);
        Tensor logits = upsampling
                .run(Map.of(DecoderNames.MASKS, decoded.get(DecoderNames.MASKS)))
                .get("masks");
        List<Candidate> kept = new ArrayList<>();
        int outputs = logits.dim(1);
        float[] values = new float[frame.image().height() * frame.image().width()];
        double leastIou = settings.predIouThresh().orElse(network.generation().predIouThresh());
        FloatBuffer all = logits.data();
        for (int i = 0; i < size * outputs; i++) {
            all.get(i * values.length, values);
            double iou = ious.get(i / outputs, i % outputs + 1);
            double stability = stability(values, settings.stabilityScoreOffset());
            if (iou > leastIou && stability >= settings.stabilityScoreThresh()) {
                PointGrid.Point point = points.get(i / outputs);
                kept.add(candidate(values, frame, new Scores(iou, stability), point));
            }
        }
        return kept;
    }

    private record Scores(double iou, double stability) {}

    private static Candidate candidate(float[] logits, MaskFrame frame, Scores scores, PointGrid.Point point) {
        int height = frame.image().height();
        int width = frame.image().width();
        boolean[] inside = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            inside[i] = logits[i] > 0;
        }
        MaskDetails details = MaskDetails.builder(new Box(0, 0, width, height))
                .predictedIou(scores.iou)
                .stabilityScore(scores.stability)
                .point(point.x() * width, point.y() * height)
                .build();
        Mask mask = Mask.of(new ImageSize(height, width), inside).withDetails(details);
        return new Candidate(mask, Corners.of(mask));
    }

    private static double stability(float[] logits, double offset) {
        int intersection = 0;
        int union = 0;
        for (float logit : logits) {
            intersection += logit > offset ? 1 : 0;
            union += logit > -offset ? 1 : 0;
        }
        return (double) intersection / union;
    }

    private static List<Mask> suppressed(List<Candidate> candidates, double threshold) {
        List<Candidate> ordered = new ArrayList<>(candidates);
        ordered.sort(Comparator.comparingDouble(Candidate::predictedIou).reversed());
        List<Candidate> kept = new ArrayList<>();
        for (Candidate candidate : ordered) {
            if (kept.stream().noneMatch(better -> better.corners.overlap(candidate.corners) > threshold)) {
                kept.add(candidate);
            }
        }
        return kept.stream().map(Candidate::mask).toList();
    }

    private static Tensor coordinates(List<PointGrid.Point> points, MaskFrame frame) {
        return Tensor.create(
                values -> points.forEach(point -> values.put(
                                frame.toInputX(point.x() * frame.image().width()))
                        .put(frame.toInputY(point.y() * frame.image().height()))
                        .put(0)
                        .put(0)),
                points.size(),
                2,
                2);
    }

    /** Every prompt is one point inside and one that stands for no point. */
    private static Tensor labels(int prompts) {
        float[] labels = new float[2 * prompts];
        Arrays.fill(labels, -1);
        for (int i = 0; i < prompts; i++) {
            labels[2 * i] = 1;
        }
        return Tensor.of(labels, prompts, 2);
    }

    /** All masks but the first, from the decoder's size to SAM's encoder's, cut to the image, and to the image's size. */
    private static Graph upsampling(MaskFrame frame) {
        GraphBuilder graph = new GraphBuilder("upsampling");
        Axis prompts = Axis.any(DecoderNames.PROMPTS);
        String low = graph.input(
                DecoderNames.MASKS, prompts, Axis.any("outputs"), Axis.fixed(frame.mask()), Axis.fixed(frame.mask()));
        String several = graph.slice(low, 1, 1, Long.MAX_VALUE);
        int side = frame.stretch().side();
        String square = side == frame.mask() ? several : resized(graph, several, side, side);
        String rows = graph.slice(square, 2, 0, frame.stretch().part().height());
        String cut = graph.slice(rows, 3, 0, frame.stretch().part().width());
        int height = frame.image().height();
        int width = frame.image().width();
        String masks = resized(graph, cut, height, width);
        graph.output(
                new Value(
                        "masks",
                        ElementType.FLOAT,
                        List.of(prompts, Axis.any("masks"), Axis.fixed(height), Axis.fixed(width))),
                masks);
        return graph.build();
    }

    private static String resized(GraphBuilder graph, String x, int height, int width) {
        String batch = graph.slice(graph.op("Shape", x), 0, 0, 2);
        return graph.resizeBilinearTo(x, graph.concat(0, batch, graph.longs(height, width)));
    }

    private static String only(Graph graph) {
        return graph.inputs().get(0).name();
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
    }
}
