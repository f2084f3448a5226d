package org.samdeblur.map;

import java.util.Objects;
import java.util.Optional;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.LabelMap;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;

/**
 * The Mask Average Pooling unit (SAM-Deblur, section 2.2 and Algorithm 1) in plain Java.
 *
 * <p>Disjoint masks are pooled by their label map in O(H·W·S), regardless of their number. Overlapping masks are
 * pooled by their run lengths in O(H·W·S + R·(log R + S)) for R runs, and their means are added. Neither an
 * array of N×H×W values nor the whole encoding is kept in memory. Sums are computed in double precision.
 *
 * <p>Immutable; safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MaskAveragePooling implements MapUnit {
    private final MapEncoder encoder;

    /**
     * Creates a unit.
     *
     * @param encoder the encoder with its weights
     */
    public MaskAveragePooling(MapEncoder encoder) {
        this.encoder = Objects.requireNonNull(encoder, "encoder");
    }

    @Override
    public MapEncoder encoder() {
        return encoder;
    }

    /**
     * Encodes the image and averages the encoding over every mask and over the region that no mask covers.
     *
     * @param image {@code [C, H, W]} in [0, 1], with the encoder's number of channels, already padded for the network
     * @param masks masks of the same height and width; an empty mask contributes nothing
     * @return {@code [S, H, W]}
     * @throws IllegalArgumentException if the image has another rank or number of channels
     * @throws InvalidMaskException if the masks are of another size than the image
     */
    @Override
    public Tensor guide(Tensor image, MaskSet masks) {
        if (image.rank() != 3 || image.dim(0) != encoder.imageChannels()) {
            throw new IllegalArgumentException(
                    "the encoder takes images [" + encoder.imageChannels() + ", H, W], not " + image);
        }
        requireSize(masks, image);
        return pool(new EncodedRows(encoder, image), masks);
    }

    /**
     * Averages features over every mask and over the region that no mask covers: the pooling without the encoder.
     *
     * @param features {@code [S, H, W]}
     * @param masks masks of the same height and width; an empty mask contributes nothing
     * @return {@code [S, H, W]}: at every pixel, the sum of the means of the masks that contain it
     * @throws IllegalArgumentException if the features have another rank
     * @throws InvalidMaskException if the masks are of another size than the features
     */
    public static Tensor average(Tensor features, MaskSet masks) {
        if (features.rank() != 3) {
            throw new IllegalArgumentException("features to average must be [S, H, W], not " + features);
        }
        requireSize(masks, features);
        return pool(FeatureRows.of(features), masks);
    }

    private static Tensor pool(FeatureRows features, MaskSet masks) {
        Optional<LabelMap> labels = masks.labels();
        return labels.isPresent()
                ? LabelPooling.pool(features, labels.get(), masks.size())
                : RunPooling.pool(features, masks);
    }

    static void requireSize(MaskSet masks, Tensor image) {
        if (masks.height() != image.dim(1) || masks.width() != image.dim(2)) {
            throw new InvalidMaskException("masks are " + masks.width() + "×" + masks.height()
                    + " pixels, the image is " + image.dim(2) + "×" + image.dim(1) + "; the sizes must be equal");
        }
    }
}
