package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;

/** What the published automatic mask generator found, and with which settings. */
public record GoldenMasks(AutomaticMaskSettings settings, List<Mask> masks) {
    private static final double LEAST_OVERLAP = 0.99;
    private static final double TOLERANCE = 1e-3;

    /** Reads {@code sam/automatic_NAME.json}. */
    public static GoldenMasks read(String name) {
        try {
            Map<String, Object> json = JSON.std.mapFrom(
                    Golden.file("sam/automatic_" + name + ".json").toFile());
            List<?> size = (List<?>) json.get("image_size_hw");
            return of(json, new ImageSize((int) size.get(0), (int) size.get(1)), "point_xy", "crop_box_xywh");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads {@code sam2/automatic_NAME.json}, whose masks are of an image of this size. */
    public static GoldenMasks readSam2(String name, ImageSize image) {
        try {
            Map<String, Object> json = JSON.std.mapFrom(
                    Golden.file("sam2/automatic_" + name + ".json").toFile());
            return of(json, image, "point_coords", "crop_box");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenMasks of(Map<String, Object> json, ImageSize size, String point, String crop) {
        List<Mask> masks = ((List<?>) json.get("masks"))
                .stream().map(mask -> mask(size, (Map<?, ?>) mask, point, crop)).toList();
        return new GoldenMasks(settings((Map<?, ?>) json.get("settings")), masks);
    }

    private static AutomaticMaskSettings settings(Map<?, ?> json) {
        AutomaticMaskSettings.Builder settings = AutomaticMaskSettings.builder();
        json.forEach((key, value) -> {
            if (value instanceof Boolean choice) {
                set(settings, (String) key, choice);
                return;
            }
            double number = ((Number) value).doubleValue();
            switch ((String) key) {
                case "points_per_side" -> settings.pointsPerSide((int) number);
                case "points_per_batch" -> settings.pointsPerBatch((int) number);
                case "pred_iou_thresh" -> settings.predIouThresh(number);
                case "stability_score_thresh" -> settings.stabilityScoreThresh(number);
                case "stability_score_offset" -> settings.stabilityScoreOffset(number);
                case "box_nms_thresh" -> settings.boxNmsThresh(number);
                case "crop_n_layers" -> settings.cropNLayers((int) number);
                case "crop_n_points_downscale_factor" -> settings.cropNPointsDownscaleFactor((int) number);
                case "min_mask_region_area" -> settings.minMaskRegionArea((int) number);
                default -> throw new IllegalArgumentException("unknown setting " + key);
            }
        });
        return settings.build();
    }

    private static void set(AutomaticMaskSettings.Builder settings, String key, boolean choice) {
        switch (key) {
            case "use_m2m" -> settings.useM2m(choice);
            case "multimask_output" -> settings.multimaskOutput(choice);
            default -> throw new IllegalArgumentException("unknown setting " + key);
        }
    }

    private static Mask mask(ImageSize size, Map<?, ?> json, String pointKey, String cropKey) {
        int height = size.height();
        int width = size.width();
        List<?> counts = (List<?>) json.get("counts_column_major");
        boolean[] inside = new boolean[height * width];
        int position = 0;
        for (int run = 0; run < counts.size(); run++) {
            for (int end = position + (int) counts.get(run); position < end; position++) {
                inside[position % height * width + position / height] = run % 2 == 1;
            }
        }
        List<?> given = (List<?>) json.get(pointKey);
        List<?> point = given.get(0) instanceof List<?> first ? first : given;
        List<?> crop = (List<?>) json.get(cropKey);
        MaskDetails details = MaskDetails.builder(
                        new Box((int) number(crop.get(0)), (int) number(crop.get(1)), (int) number(crop.get(2)), (int)
                                number(crop.get(3))))
                .predictedIou(number(json.get("predicted_iou")))
                .stabilityScore(number(json.get("stability_score")))
                .point(number(point.get(0)), number(point.get(1)))
                .build();
        return Mask.of(new ImageSize(height, width), inside).withDetails(details);
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /** Fails unless the masks are as many, in the same order, and each as good as equal. */
    public void assertFound(MaskSet found) {
        assertEquals(masks.size(), found.size());
        for (int i = 0; i < masks.size(); i++) {
            assertAlike(i, masks.get(i), found.masks().get(i));
        }
    }

    private static void assertAlike(int index, Mask expected, Mask found) {
        double overlap = overlap(expected.toDense(), found.toDense());
        assertTrue(overlap >= LEAST_OVERLAP, () -> "mask " + index + " overlaps by " + overlap);
        MaskDetails wanted = expected.details().orElseThrow();
        MaskDetails details = found.details().orElseThrow();
        assertEquals(wanted.predictedIou(), details.predictedIou(), TOLERANCE, "predicted IoU");
        assertEquals(wanted.stabilityScore(), details.stabilityScore(), TOLERANCE, "stability score");
        assertEquals(wanted.pointX(), details.pointX(), TOLERANCE, "point");
        assertEquals(wanted.pointY(), details.pointY(), TOLERANCE, "point");
        assertEquals(wanted.cropBox(), details.cropBox());
    }

    private static double overlap(boolean[] first, boolean[] second) {
        long both = IntStream.range(0, first.length)
                .filter(i -> first[i] && second[i])
                .count();
        long either = IntStream.range(0, first.length)
                .filter(i -> first[i] || second[i])
                .count();
        return (double) both / either;
    }
}
