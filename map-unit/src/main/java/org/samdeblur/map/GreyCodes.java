package org.samdeblur.map;

import java.nio.FloatBuffer;
import org.samdeblur.api.Grouping;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.MaskGuidance;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * The guidance of CAT, the baseline of SAM-Deblur: one additional channel with the grey codes of the masks, divided by
 * 255.
 *
 * <p>Groups {@linkplain MaskSet#ofGreyCodes made from a grey code image} keep their codes, and pixels outside all
 * groups, such as padding, get 0. Other masks get the codes of {@link Groupings#published}.
 *
 * <p>Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public record GreyCodes() implements MaskGuidance {
    @Override
    public int channels() {
        return 1;
    }

    @Override
    public Grouping grouping() {
        return Grouping.PUBLISHED;
    }

    @Override
    public Tensor guide(Tensor image, MaskSet masks) {
        MaskAveragePooling.requireSize(masks, image);
        MaskSet groups = Groupings.published(masks);
        return Tensor.create(channel -> write(groups, channel), 1, masks.height(), masks.width());
    }

    private static void write(MaskSet groups, FloatBuffer channel) {
        float[] values = new float[groups.size() + 1];
        for (int group = 0; group < groups.size(); group++) {
            values[group - MaskSet.UNCOVERED] = groups.greyCode(group).orElseThrow() / 255f;
        }
        LabelMap labels = groups.labels().orElseThrow();
        for (int pixel = 0; pixel < labels.pixels(); pixel++) {
            channel.put(values[labels.at(pixel) - MaskSet.UNCOVERED]);
        }
    }
}
