package org.samdeblur.networks.sam.automatic;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.networks.sam.graph.SmallSam;

/**
 * What the published generator returned.
 *
 * @param image the size of the image
 * @param settings the settings it ran with
 * @param masks its masks, with details
 */
record GoldenMasks(ImageSize image, AutomaticMaskSettings settings, List<Mask> masks) {
    static GoldenMasks read(String name) {
        try {
            Map<String, Object> file = JSON.std.mapFrom(Files.readString(SmallSam.file("automatic_" + name + ".json")));
            int[] size = integers(file.get("image_size_hw"));
            ImageSize image = new ImageSize(size[0], size[1]);
            List<Mask> masks = new ArrayList<>();
            for (Object mask : (List<?>) file.get("masks")) {
                masks.add(mask(image, (Map<?, ?>) mask));
            }
            return new GoldenMasks(image, settings((Map<?, ?>) file.get("settings")), masks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AutomaticMaskSettings settings(Map<?, ?> settings) {
        AutomaticMaskSettings.Builder builder = AutomaticMaskSettings.builder();
        settings.forEach((name, given) -> {
            Number value = (Number) given;
            switch ((String) name) {
                case "points_per_side" -> builder.pointsPerSide(value.intValue());
                case "points_per_batch" -> builder.pointsPerBatch(value.intValue());
                case "pred_iou_thresh" -> builder.predIouThresh(value.doubleValue());
                case "stability_score_thresh" -> builder.stabilityScoreThresh(value.doubleValue());
                case "stability_score_offset" -> builder.stabilityScoreOffset(value.doubleValue());
                case "box_nms_thresh" -> builder.boxNmsThresh(value.doubleValue());
                case "crop_n_layers" -> builder.cropNLayers(value.intValue());
                case "crop_n_points_downscale_factor" -> builder.cropNPointsDownscaleFactor(value.intValue());
                case "min_mask_region_area" -> builder.minMaskRegionArea(value.intValue());
                default -> throw new AssertionError("a setting that the test does not know: " + name);
            }
        });
        return builder.build();
    }

    private static Mask mask(ImageSize image, Map<?, ?> mask) {
        boolean[] inside = new boolean[image.height() * image.width()];
        int position = 0;
        boolean current = false;
        for (int count : integers(mask.get("counts_column_major"))) {
            for (int end = position + count; position < end; position++) {
                inside[position % image.height() * image.width() + position / image.height()] = current;
            }
            current = !current;
        }
        int[] crop = integers(mask.get("crop_box_xywh"));
        List<?> point = (List<?>) mask.get("point_xy");
        return Mask.of(image.height(), image.width(), inside)
                .withDetails(new MaskDetails(
                        number(mask.get("predicted_iou")),
                        number(mask.get("stability_score")),
                        number(point.get(0)),
                        number(point.get(1)),
                        new Box(crop[0], crop[1], crop[2], crop[3])));
    }

    private static int[] integers(Object list) {
        return ((List<?>) list)
                .stream().mapToInt(value -> ((Number) value).intValue()).toArray();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    /** Pixels in both masks over pixels in either. */
    static double overlap(Mask first, Mask second) {
        boolean[] a = first.toDense();
        boolean[] b = second.toDense();
        int both = 0;
        int either = 0;
        for (int i = 0; i < a.length; i++) {
            both += a[i] && b[i] ? 1 : 0;
            either += a[i] || b[i] ? 1 : 0;
        }
        return (double) both / either;
    }

    /** The grey codes that the paper's scripts make of these masks. */
    static int[] greyCodes(String name) {
        byte[] rgb = Image.read(SmallSam.file("grouped_codes_" + name + ".png")).toRgb();
        int[] codes = new int[rgb.length / 3];
        Arrays.setAll(codes, pixel -> Byte.toUnsignedInt(rgb[3 * pixel]));
        return codes;
    }
}
