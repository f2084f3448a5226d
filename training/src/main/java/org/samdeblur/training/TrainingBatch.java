package org.samdeblur.training;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Tensor;
import org.samdeblur.training.data.Sample;

/**
 * A batch of blurred images, their sharp targets and their masks. Height and width must be multiples of the network's
 * size multiple. Immutable.
 *
 * @param blurred {@code [B, 3, H, W]} in [0, 1]
 * @param sharp {@code [B, 3, H, W]} in [0, 1]
 * @param masks the masks of each image, of the same size; ignored by networks without masks
 * @since 0.1.0
 */
public record TrainingBatch(Tensor blurred, Tensor sharp, List<MaskSet> masks) {
    /**
     * Checks the shapes.
     *
     * @param blurred {@code [B, 3, H, W]} in [0, 1]
     * @param sharp {@code [B, 3, H, W]} in [0, 1]
     * @param masks the masks of each image, of the same size
     * @throws IllegalArgumentException if the shapes of the images are different or wrong
     * @throws InvalidMaskException if the number of mask sets is not that of the images
     */
    public TrainingBatch {
        if (blurred.rank() != 4 || blurred.dim(1) != 3 || !Arrays.equals(blurred.shape(), sharp.shape())) {
            throw new IllegalArgumentException(
                    "a batch is two tensors of the same shape [B, 3, H, W], not " + blurred + " and " + sharp);
        }
        masks = List.copyOf(masks);
        if (masks.size() != blurred.dim(0)) {
            throw new InvalidMaskException(masks.size() + " mask sets for " + blurred.dim(0) + " images");
        }
    }

    /**
     * Creates a batch without masks.
     *
     * @param blurred {@code [B, 3, H, W]} in [0, 1]
     * @param sharp {@code [B, 3, H, W]} in [0, 1]
     * @return the batch
     */
    public static TrainingBatch withoutMasks(Tensor blurred, Tensor sharp) {
        MaskSet none = MaskSet.empty(new ImageSize(blurred.dim(2), blurred.dim(3)));
        return new TrainingBatch(blurred, sharp, Collections.nCopies(blurred.dim(0), none));
    }

    /**
     * Creates a batch from patches of the same size.
     *
     * @param samples at least one
     * @return the batch, in the order of the patches
     * @throws IllegalArgumentException if their sizes differ
     */
    public static TrainingBatch of(List<Sample> samples) {
        return new TrainingBatch(
                stacked(samples.stream().map(Sample::input).toList()),
                stacked(samples.stream().map(Sample::target).toList()),
                samples.stream().map(Sample::masks).toList());
    }

    /**
     * Divides the batch.
     *
     * @param parts the number of equal parts, a divisor of the number of images
     * @return the parts, in order
     */
    List<TrainingBatch> parts(int parts) {
        int size = masks.size() / parts;
        return IntStream.range(0, parts)
                .mapToObj(part -> new TrainingBatch(
                        blurred.slice(part * size, (part + 1) * size),
                        sharp.slice(part * size, (part + 1) * size),
                        masks.subList(part * size, (part + 1) * size)))
                .toList();
    }

    private static Tensor stacked(List<Tensor> images) {
        int[] shape = images.get(0).shape();
        for (Tensor image : images) {
            if (!Arrays.equals(image.shape(), shape)) {
                throw new IllegalArgumentException(
                        "the patches of a batch must have the same size, not " + images.get(0) + " and " + image);
            }
        }
        return Tensor.create(
                values -> images.forEach(image -> values.put(image.data())),
                images.size(),
                shape[0],
                shape[1],
                shape[2]);
    }
}
