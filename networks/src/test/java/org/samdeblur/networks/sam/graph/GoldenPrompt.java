package org.samdeblur.networks.sam.graph;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.sam.pixels.MaskFrame;

/**
 * A prompt of the golden data, as the published predictor hands it to the decoder, and what came out.
 *
 * @param points {@code [1, N, 2]} in pixels of the encoder's input
 * @param labels {@code [1, N]}
 * @param several whether all masks but the first are wanted, or the first
 * @param logits {@code [M, 64, 64]}
 * @param predictedIou M numbers
 */
public record GoldenPrompt(Tensor points, Tensor labels, boolean several, Tensor logits, List<Double> predictedIou) {
    private static final MaskFrame FRAME = MaskFrame.fitted(new ImageSize(300, 437), 256, 64);

    public static List<GoldenPrompt> all() {
        try {
            List<Object> prompts = JSON.std.listFrom(Files.readString(SmallSam.file("prompts.json")));
            List<GoldenPrompt> read = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                read.add(of(
                        (Map<?, ?>) prompts.get(i),
                        NpyFiles.read(SmallSam.file("prompt" + i + "_low_res_logits.npy"))));
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenPrompt of(Map<?, ?> prompt, Tensor logits) {
        List<Float> points = new ArrayList<>();
        List<Float> labels = new ArrayList<>();
        if (prompt.get("points_xy") instanceof List<?> given) {
            given.forEach(point -> add(points, (List<?>) point, 0));
            ((List<?>) prompt.get("labels")).forEach(label -> labels.add(((Number) label).floatValue()));
        }
        if (prompt.get("box_xyxy") instanceof List<?> box) {
            add(points, box, 0);
            add(points, box, 2);
            labels.addAll(List.of(2f, 3f));
        } else {
            points.addAll(List.of(0f, 0f));
            labels.add(-1f);
        }
        List<Double> iou = ((List<?>) prompt.get("predicted_iou"))
                .stream().map(score -> ((Number) score).doubleValue()).toList();
        return new GoldenPrompt(
                Tensor.of(floats(points), 1, labels.size(), 2),
                Tensor.of(floats(labels), 1, labels.size()),
                (Boolean) prompt.get("multimask_output"),
                logits,
                iou);
    }

    private static void add(List<Float> points, List<?> coordinates, int from) {
        points.add(FRAME.toInputX(((Number) coordinates.get(from)).doubleValue()));
        points.add(FRAME.toInputY(((Number) coordinates.get(from + 1)).doubleValue()));
    }

    private static float[] floats(List<Float> values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    @Override
    public String toString() {
        return labels.dim(1) + " points " + (several ? "for several masks" : "for one mask");
    }
}
