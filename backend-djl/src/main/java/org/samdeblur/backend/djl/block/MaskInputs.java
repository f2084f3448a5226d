package org.samdeblur.backend.djl.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.InvalidMaskException;
import org.samdeblur.api.MaskSet;

/**
 * The inputs of a {@link MaskGuidedBlock}.
 *
 * @param images {@code [B, C, H, W]}
 * @param masks the masks of each image, of its size
 * @param others further inputs, for the wrapped block
 */
record MaskInputs(NDArray images, List<MaskSet> masks, List<NDArray> others) {
    /** Reads the inputs. Masks are a parameter of the call, or a label map {@code [B, 1, H, W]} after the images. */
    static MaskInputs of(NDList inputs, PairList<String, Object> params) {
        NDArray images = inputs.head();
        Object given = params == null ? null : params.get(MapBlock.MASKS);
        if (given == null && inputs.size() < 2) {
            throw new IllegalArgumentException("masks are missing: give a label map [B, 1, H, W] after the images, or a"
                    + " List<MaskSet> as the parameter '" + MapBlock.MASKS + "'");
        }
        List<MaskSet> masks = given == null ? ofLabelMaps(inputs.get(1), images.getShape()) : masks(given);
        requireFit(masks, images.getShape());
        return new MaskInputs(images, masks, List.copyOf(inputs.subList(given == null ? 2 : 1, inputs.size())));
    }

    private static List<MaskSet> masks(Object given) {
        if (given instanceof List<?> list && list.stream().allMatch(MaskSet.class::isInstance)) {
            return list.stream().map(MaskSet.class::cast).toList();
        }
        throw new IllegalArgumentException(
                "the parameter '" + MapBlock.MASKS + "' must be a List<MaskSet>, not " + given.getClass());
    }

    private static List<MaskSet> ofLabelMaps(NDArray maps, Shape images) {
        Shape wanted = new Shape(images.get(0), 1, images.get(2), images.get(3));
        if (!maps.getShape().equals(wanted)) {
            throw new InvalidMaskException("a label map for images of shape " + images + " must have the shape "
                    + wanted + ", not " + maps.getShape());
        }
        int height = Math.toIntExact(images.get(2));
        int width = Math.toIntExact(images.get(3));
        int[] labels;
        try (NDArray whole = maps.toType(DataType.INT32, true)) {
            labels = whole.toIntArray();
        }
        List<MaskSet> masks = new ArrayList<>();
        for (int from = 0; from < labels.length; from += height * width) {
            masks.add(MaskSet.ofLabels(
                    new ImageSize(height, width), Arrays.copyOfRange(labels, from, from + height * width)));
        }
        return masks;
    }

    private static void requireFit(List<MaskSet> masks, Shape images) {
        if (masks.size() != images.get(0)) {
            throw new InvalidMaskException(masks.size() + " mask sets for " + images.get(0) + " images");
        }
        for (MaskSet set : masks) {
            if (set.height() != images.get(2) || set.width() != images.get(3)) {
                throw new InvalidMaskException(
                        set + " for images of " + images.get(3) + "×" + images.get(2) + " pixels");
            }
        }
    }

    /** Returns the wrapped block's inputs: the images with further channels, and the other inputs. */
    NDList with(NDArray channels) {
        NDList inputs = new NDList(images.concat(channels, 1));
        inputs.addAll(others);
        return inputs;
    }

    /** Returns the shapes of the wrapped block's inputs, given those of this block. */
    static Shape[] childShapes(Shape[] own, int added) {
        Shape image = own[0];
        Shape wide = new Shape(image.get(0), image.get(1) + added, image.get(2), image.get(3));
        Shape[] shapes = own.length > 1 ? Arrays.copyOfRange(own, 1, own.length) : new Shape[1];
        shapes[0] = wide;
        return shapes;
    }
}
