package org.samdeblur.networks.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.Prompt.Corners;
import org.samdeblur.networks.sam.Prompt.Hint;
import org.samdeblur.networks.sam.Prompt.Label;
import org.samdeblur.networks.sam.Prompt.Point;
import org.samdeblur.networks.sam.graph.SamGeneration;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.run.PromptBatch;

/**
 * Puts a prompt in the decoder's terms, as the published predictors do. For SAM, points come first, then the box's corners; points
 * without a box end in a point that stands for none. For SAM 2, the box's corners come first, then points, and always that last one. A mask
 * alone has no points at all.
 */
final class PromptTranslation {
    private static final float INSIDE = 1;
    private static final float OUTSIDE = 0;
    private static final float UPPER_LEFT = 2;
    private static final float LOWER_RIGHT = 3;
    private static final float NO_POINT = -1;

    private final MaskFrame frame;
    private final List<float[]> rows = new ArrayList<>();

    private PromptTranslation(MaskFrame frame) {
        this.frame = frame;
    }

    /**
     * Translates a prompt.
     *
     * @throws IllegalArgumentException if it points outside the image, or its mask is of another size
     */
    static PromptBatch of(Prompt prompt, MaskFrame frame, SamGeneration generation) {
        PromptTranslation translation = new PromptTranslation(frame);
        switch (generation) {
            case SAM -> {
                prompt.points().forEach(translation::add);
                prompt.box().ifPresentOrElse(translation::add, translation::endPoints);
            }
            case SAM2 -> {
                prompt.box().ifPresent(translation::add);
                prompt.points().forEach(translation::add);
                translation.endPoints();
            }
        }
        return translation.batch(prompt.hint().map(hint -> logits(hint, frame)));
    }

    private void add(Point point) {
        requireWithin("point", point.x(), point.y());
        add(point.x(), point.y(), point.label() == Label.INSIDE ? INSIDE : OUTSIDE);
    }

    private void add(Corners box) {
        requireWithin("corner", box.x0(), box.y0());
        requireWithin("corner", box.x1(), box.y1());
        add(box.x0(), box.y0(), UPPER_LEFT);
        add(box.x1(), box.y1(), LOWER_RIGHT);
    }

    private void add(double x, double y, float label) {
        rows.add(new float[] {frame.toInputX(x), frame.toInputY(y), label});
    }

    private void endPoints() {
        if (!rows.isEmpty()) {
            rows.add(new float[] {0, 0, NO_POINT});
        }
    }

    private void requireWithin(String what, double x, double y) {
        ImageSize size = frame.image();
        if (!(x >= 0 && x <= size.width() && y >= 0 && y <= size.height())) {
            throw new IllegalArgumentException(
                    what + " (" + x + ", " + y + ") is outside the image of " + size + " pixels");
        }
    }

    private PromptBatch batch(Optional<Tensor> mask) {
        Tensor coordinates = Tensor.create(values -> rows.forEach(row -> values.put(row, 0, 2)), 1, rows.size(), 2);
        Tensor labels = Tensor.create(values -> rows.forEach(row -> values.put(row[2])), 1, rows.size());
        return new PromptBatch(coordinates, labels, mask);
    }

    private static Tensor logits(Hint hint, MaskFrame frame) {
        return hint instanceof Hint.Logits earlier
                ? fitting(earlier.logits(), frame)
                : DrawnMask.logits(((Hint.Drawn) hint).mask(), frame);
    }

    private static Tensor fitting(Tensor logits, MaskFrame frame) {
        if (logits.size() != frame.mask() * frame.mask()) {
            throw new IllegalArgumentException("a mask of " + logits + " is of another network; this one draws "
                    + frame.mask() + "×" + frame.mask());
        }
        return logits.reshape(1, 1, frame.mask(), frame.mask());
    }
}
