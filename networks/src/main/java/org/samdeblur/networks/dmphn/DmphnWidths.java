package org.samdeblur.networks.dmphn;

import java.util.List;
import org.samdeblur.networks.architecture.WeightShapes;

/**
 * The channels of a DMPHN's networks at the three resolutions.
 *
 * @param fine channels at full resolution
 * @param middle channels at half of it
 * @param coarse channels at a quarter
 * @param kernel height and width of convolutions that keep the resolution
 */
record DmphnWidths(int fine, int middle, int coarse, int kernel) {
    /**
     * Reads the widths off the encoder of the whole image.
     *
     * @throws org.samdeblur.api.InvalidModelException if it has none of the weights they are read off, or an even kernel
     */
    static DmphnWidths of(WeightShapes shapes) {
        List<Integer> first = shapes.shape("encoder_lv1.layer1.weight", 4);
        if (first.get(2) % 2 == 0) {
            throw shapes.misfit("'encoder_lv1.layer1.weight' has the shape " + first
                    + ", and no kernel of even size keeps the size");
        }
        int middle = shapes.shape("encoder_lv1.layer5.weight", 4).get(0);
        int coarse = shapes.shape("encoder_lv1.layer9.weight", 4).get(0);
        return new DmphnWidths(first.get(0), middle, coarse, first.get(2));
    }
}
