package org.samdeblur.networks.sam.automatic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.graph.SamGeneration;
import org.samdeblur.networks.sam.pixels.MaskFrame;
import org.samdeblur.networks.sam.run.DecodedMask;
import org.samdeblur.networks.sam.run.EmbeddedImage;
import org.samdeblur.networks.sam.run.MaskChoice;
import org.samdeblur.networks.sam.run.PromptBatch;

/** A picture of discs and a network that sees through it: a point in a disc is answered by it, three times; others by nothing. */
final class DrawnScene implements CropEmbedder {
    static final int INPUT = 128;
    static final int MASK = 32;

    /**
     * A disc.
     *
     * @param x column of its centre
     * @param y row of its centre
     * @param radius pixels
     * @param iou what the network believes
     * @param slope how fast logits fall towards its edge, per pixel
     */
    record Disc(double x, double y, double radius, float iou, double slope) {
        Disc(double x, double y, double radius, double iou) {
            this(x, y, radius, (float) iou, 10);
        }

        float logit(double column, double row) {
            return (float) (slope * (radius - Math.hypot(column - x, row - y)));
        }
    }

    /**
     * What the network was asked.
     *
     * @param crop of which crop
     * @param prompts the points
     * @param choice which masks
     * @param iouAbove the least estimate
     */
    record Question(Box crop, PromptBatch prompts, MaskChoice choice, float iouAbove) {}

    final List<Question> questions = new ArrayList<>();
    private final List<Disc> discs;

    DrawnScene(Disc... discs) {
        this.discs = List.of(discs);
    }

    int points() {
        return questions.stream()
                .mapToInt(question -> question.prompts().size())
                .sum();
    }

    @Override
    public EmbeddedImage embed(Box crop) {
        MaskFrame frame = MaskFrame.fitted(new ImageSize(crop.height(), crop.width()), INPUT, MASK);
        return new EmbeddedImage() {
            @Override
            public MaskFrame frame() {
                return frame;
            }

            @Override
            public SamGeneration generation() {
                return SamGeneration.SAM;
            }

            @Override
            public void decode(PromptBatch prompts, MaskChoice choice, float iouAbove, Consumer<DecodedMask> masks) {
                questions.add(new Question(crop, prompts, choice, iouAbove));
                for (int prompt = 0; prompt < prompts.size(); prompt++) {
                    answer(crop, frame, prompts.coordinates(), prompt, iouAbove, masks);
                }
            }
        };
    }

    private void answer(
            Box crop, MaskFrame frame, Tensor points, int prompt, float iouAbove, Consumer<DecodedMask> masks) {
        double columns = (double) crop.width() / frame.resized().width();
        double rows = (double) crop.height() / frame.resized().height();
        double x = crop.x() + points.get(prompt, 0, 0) * columns;
        double y = crop.y() + points.get(prompt, 0, 1) * rows;
        for (Disc disc : discs) {
            if (disc.logit(x, y) > 0 && disc.iou() > iouAbove) {
                float[] logits = new float[MASK * MASK];
                for (int i = 0; i < logits.length; i++) {
                    double column = crop.x() + (i % MASK + 0.5) * INPUT / MASK * columns - 0.5;
                    double row = crop.y() + (i / MASK + 0.5) * INPUT / MASK * rows - 0.5;
                    logits[i] = disc.logit(column, row);
                }
                for (int output = 1; output <= 3; output++) {
                    masks.accept(new DecodedMask(prompt, output, disc.iou(), Tensor.of(logits, MASK, MASK)));
                }
            }
        }
    }
}
