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
 * A batch of blurred images, their sharp targets and their masks. Heights and widths must be multiples of the
 * network's size multiple.
 *
 * @param blurred {@code [B, 3, H, W]} in [0, 1]
 * @param sharp {@code [B, 3, H, W]} in [0, 1]
 * @param masks the masks of each image, of its size; ignored by networks without masks
 * @since 0.1.0
 */
public record TrainingBatch(Tensor blurred, Tensor sharp, List<MaskSet> masks) {
    /**
     * Checks that the parts fit together.
     *
     * @param blurred {@code [B, 3, H, W]} in [0, 1]
     * @param sharp {@code [B, 3, H, W]} in [0, 1]
     * @param masks the masks of each image, of its size
     * @throws IllegalArgumentException if the images are of another or unequal shape
     * @throws InvalidMaskException if there are not as many mask sets as images
     */
    public TrainingBatch {
        if (blurred.rank() != 4 || blurred.dim(1) != 3 || !Arrays.equals(blurred.shape(), sharp.shape())) {
            throw new IllegalArgumentException(
                    "a batch is two tensors [B, 3, H, W] of one shape, not " + blurred + " and " + sharp);
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
     * Creates a batch of patches of one size.
     *
     * @param samples at least one
     * @return the batch, in their order
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
     * @param parts how many parts of one size; divides the number of images
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
                throw new IllegalArgumentException("a batch is of one size, not of " + images.get(0) + " and " + image);
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
