package org.samdeblur.networks.dmphn;

import java.util.List;
import org.samdeblur.networks.architecture.Layers;
import org.samdeblur.networks.architecture.NetworkDesign;
import org.samdeblur.networks.graph.Operand;

/**
 * DMPHN 1-2-4 (Zhang et al., Deep Stacked Hierarchical Multi-patch Network for Image Deblurring, CVPR 2019). Level 3 encodes the
 * quarters of the image, level 2 the upper and lower half, level 1 the whole. Every level corrects the image for the one above it,
 * and hands its features up to be added.
 *
 * @param widths the channels of its encoders and decoders
 */
record Dmphn(DmphnWidths widths) implements NetworkDesign {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;
    /** The network sees colours around zero. */
    private static final float MID_GREY = 0.5f;

    @Override
    public String architecture() {
        return DmphnArchitecture.NAME;
    }

    /** Halves of the image are halved twice again. */
    @Override
    public int sizeMultiple() {
        return 8;
    }

    @Override
    public Operand write(Layers layers, Operand image) {
        DmphnLevel whole = level(layers, 1);
        DmphnLevel halves = level(layers, 2);
        DmphnLevel quarters = level(layers, 3);
        Operand grey = image.add(-MID_GREY);
        List<Operand> half = grey.chunk(ROWS, 2);
        Operand upper = encodeQuarters(quarters, half.get(0));
        Operand lower = encodeQuarters(quarters, half.get(1));
        Operand features = encodeHalf(halves, quarters, half.get(0), upper)
                .concat(ROWS, encodeHalf(halves, quarters, half.get(1), lower));
        features = features.add(upper.concat(ROWS, lower));
        Operand corrected = grey.add(halves.decode(features));
        return whole.decode(whole.encode(corrected).add(features)).add(MID_GREY);
    }

    private DmphnLevel level(Layers layers, int number) {
        return new DmphnLevel(layers.under("encoder_lv" + number), layers.under("decoder_lv" + number), widths);
    }

    private static Operand encodeQuarters(DmphnLevel quarters, Operand half) {
        List<Operand> quarter = half.chunk(COLUMNS, 2);
        return quarters.encode(quarter.get(0)).concat(COLUMNS, quarters.encode(quarter.get(1)));
    }

    private static Operand encodeHalf(DmphnLevel halves, DmphnLevel quarters, Operand half, Operand features) {
        return halves.encode(half.add(quarters.decode(features)));
    }
}
