package org.samdeblur.networks.deblur;

import java.util.List;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * The channels of a DMPHN's networks at the three resolutions.
 *
 * @param fine channels at full resolution
 * @param middle channels at half of it
 * @param coarse channels at a quarter
 * @param kernel height and width of convolutions that keep the resolution
 */
record DmphnWidths(int fine, int middle, int coarse, int kernel) {
    private static final int DOWN_KERNEL = 3;
    private static final int UP_KERNEL = 4;

    /**
     * Reads the widths off an encoder.
     *
     * @throws org.samdeblur.api.InvalidModelException if it has none of the weights they are read off, or an even kernel
     */
    static DmphnWidths of(Checkpoint encoder) {
        WeightShapes shapes = new WeightShapes("an encoder of DMPHN", encoder);
        List<Integer> first = shapes.shape("layer1.weight", 4);
        if (first.get(2) % 2 == 0) {
            throw shapes.misfit(
                    "'layer1.weight' has the shape " + first + ", and no kernel of even size keeps the size");
        }
        int middle = shapes.shape("layer5.weight", 4).get(0);
        int coarse = shapes.shape("layer9.weight", 4).get(0);
        return new DmphnWidths(first.get(0), middle, coarse, first.get(2));
    }

    /**
     * Checks an encoder.
     *
     * @throws org.samdeblur.api.InvalidModelException if a weight is missing, is left over, or is of a shape that does not fit
     */
    void requireEncoder(Checkpoint encoder) {
        WeightShapes shapes = new WeightShapes("an encoder of DMPHN", encoder);
        shapes.expectConvolution("layer1", fine, 3, kernel);
        expectResiduals(shapes, fine, "layer2", "layer3");
        shapes.expectConvolution("layer5", middle, fine, DOWN_KERNEL);
        expectResiduals(shapes, middle, "layer6", "layer7");
        shapes.expectConvolution("layer9", coarse, middle, DOWN_KERNEL);
        expectResiduals(shapes, coarse, "layer10", "layer11");
        shapes.expectNothingElse();
    }

    /**
     * Checks a decoder.
     *
     * @throws org.samdeblur.api.InvalidModelException if a weight is missing, is left over, or is of a shape that does not fit
     */
    void requireDecoder(Checkpoint decoder) {
        WeightShapes shapes = new WeightShapes("a decoder of DMPHN", decoder);
        expectResiduals(shapes, coarse, "layer13", "layer14");
        expectDoubling(shapes, "layer16", coarse, middle);
        expectResiduals(shapes, middle, "layer17", "layer18");
        expectDoubling(shapes, "layer20", middle, fine);
        expectResiduals(shapes, fine, "layer21", "layer22");
        shapes.expectConvolution("layer24", 3, fine, kernel);
        shapes.expectNothingElse();
    }

    private void expectResiduals(WeightShapes shapes, int channels, String first, String second) {
        for (String layer : List.of(first, second)) {
            shapes.expectConvolution(layer + ".0", channels, channels, kernel);
            shapes.expectConvolution(layer + ".2", channels, channels, kernel);
        }
    }

    private static void expectDoubling(WeightShapes shapes, String layer, int inputs, int outputs) {
        shapes.expect(layer + ".weight", inputs, outputs, UP_KERNEL, UP_KERNEL);
        shapes.expect(layer + ".bias", outputs);
    }
}
