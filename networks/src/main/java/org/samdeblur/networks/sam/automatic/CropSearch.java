package org.samdeblur.networks.sam.automatic;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid.Point;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.run.DecodedMask;
import org.samdeblur.networks.sam.run.EmbeddedImage;
import org.samdeblur.networks.sam.run.MaskChoice;
import org.samdeblur.networks.sam.run.PromptBatch;

/** The search for masks in one crop. */
final class CropSearch {
    /** About what networks answer where they are certain. */
    private static final float OUTSIDE = -10;

    private final AutomaticMaskSettings settings;
    private final ImageSize image;
    private final Crop crop;
    private final EmbeddedImage embedded;
    private final MaskUpsampler upsampler;
    private final float iouAbove;
    private final List<Candidate> found = new ArrayList<>();

    CropSearch(AutomaticMaskSettings settings, ImageSize image, Crop crop, EmbeddedImage embedded) {
        this.settings = settings;
        this.image = image;
        this.crop = crop;
        this.embedded = embedded;
        double threshold = settings.predIouThresh().orElse(embedded.generation().predIouThresh());
        this.iouAbove = threshold > 0 ? (float) threshold : Float.NEGATIVE_INFINITY;
        this.upsampler = new MaskUpsampler(embedded.frame(), settings.stabilityScoreOffset());
    }

    /**
     * Prompts with every point that the queue gives out.
     *
     * @param points the points, told of what is found
     * @param report hears after every batch how many points are done
     * @return the masks that passed the filters and are no duplicates, the best first
     */
    List<Candidate> run(PointQueue points, IntConsumer report) {
        while (!points.isEmpty()) {
            List<Point> batch = points.next();
            if (!batch.isEmpty()) {
                prompt(
                        batch,
                        (mask, point) -> examine(mask, point).ifPresent(candidate -> {
                            found.add(candidate);
                            points.found(candidate);
                        }));
            }
            report.accept(points.done());
        }
        return BoxSuppression.keepBest(found, Candidate::corners, Candidate::predictedIou, settings.boxNmsThresh());
    }

    private void prompt(List<Point> batch, BiConsumer<DecodedMask, Point> masks) {
        MaskChoice choice = settings.multimaskOutput() ? MaskChoice.SEVERAL : MaskChoice.SINGLE;
        if (settings.useM2m()) {
            embedded.decode(prompts(batch, Optional.empty()), choice, Float.NEGATIVE_INFINITY, mask -> {
                Point point = batch.get(mask.prompt());
                refine(mask, point, refined -> masks.accept(refined, point));
            });
        } else {
            embedded.decode(
                    prompts(batch, Optional.empty()),
                    choice,
                    iouAbove,
                    mask -> masks.accept(mask, batch.get(mask.prompt())));
        }
    }

    /** Asks again, by a mask and its point. */
    private void refine(DecodedMask mask, Point point, Consumer<DecodedMask> refined) {
        Tensor logits = embedded.generation().asMaskPrompt(whole(mask.logits()));
        embedded.decode(prompts(List.of(point), Optional.of(logits)), MaskChoice.SINGLE, iouAbove, refined);
    }

    /** The mask as the decoder takes it; what lies beside the image is cut off in drawing, and is outside. */
    private Tensor whole(Tensor logits) {
        int side = embedded.frame().mask();
        return Tensor.create(
                values -> {
                    values.put(logits.data());
                    while (values.hasRemaining()) {
                        values.put(OUTSIDE);
                    }
                },
                1,
                1,
                side,
                side);
    }

    /** Every point is a prompt of its own, ended by the point that is none. */
    private PromptBatch prompts(List<Point> points, Optional<Tensor> mask) {
        MaskFrame frame = embedded.frame();
        Tensor coordinates = Tensor.create(
                buffer -> points.forEach(point -> put(
                        buffer,
                        frame.toInputX(point.x() * crop.box().width()),
                        frame.toInputY(point.y() * crop.box().height()))),
                points.size(),
                2,
                2);
        Tensor labels =
                Tensor.create(buffer -> points.forEach(point -> buffer.put(1).put(-1)), points.size(), 2);
        return new PromptBatch(coordinates, labels, mask);
    }

    private static void put(FloatBuffer buffer, float x, float y) {
        buffer.put(x).put(y).put(0).put(0);
    }

    /** Lets a mask pass the filters, the cheap ones first: only what passes them is written out as runs. */
    private Optional<Candidate> examine(DecodedMask mask, Point point) {
        upsampler.load(mask.logits());
        MaskExtent extent = upsampler.extent();
        Corners corners = extent.box().shifted(crop.box().x(), crop.box().y());
        if (!isStable(extent) || corners.isCutBy(crop.box(), image.width(), image.height())) {
            return Optional.empty();
        }
        return Optional.of(new Candidate(
                upsampler.runs(crop.box(), image),
                corners,
                mask.predictedIou(),
                extent.stability(),
                point.x() * crop.box().width() + crop.box().x(),
                point.y() * crop.box().height() + crop.box().y(),
                crop));
    }

    private boolean isStable(MaskExtent extent) {
        return settings.stabilityScoreThresh() == 0 || extent.stability() >= (float) settings.stabilityScoreThresh();
    }
}
