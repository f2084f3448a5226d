package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.Backend;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.PromptedMask;
import org.samdeblur.networks.sam.SamImage;
import org.samdeblur.networks.sam.SamSegmenter;

/** What every backend has to show of answers to prompts, whatever the generation of Segment Anything. */
abstract class PromptContract {
    private final ModelSource model;
    private final String image;
    private final Prompt point;

    private Backend backend;

    /**
     * Takes a small network.
     *
     * @param model its file in {@code golden}
     * @param image an image there
     * @param point a point of that image
     */
    PromptContract(String model, String image, Prompt point) {
        this.model = ModelSource.of(Golden.file(model));
        this.image = image;
        this.point = point;
    }

    /**
     * Opens the backend on the processor.
     *
     * @return the backend, closed by this class
     */
    protected abstract Backend open();

    @BeforeEach
    void openBackend() {
        backend = open();
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    final Backend backend() {
        return backend;
    }

    final SamSegmenter load(AutomaticMaskSettings settings) {
        return (SamSegmenter) backend.loadSegmenter(model, settings);
    }

    final Image input() {
        return Golden.image(image);
    }

    @Test
    void refinesAnEarlierMask() {
        try (SamSegmenter sam = load(AutomaticMaskSettings.DEFAULT)) {
            SamImage embedded = sam.embed(input());
            PromptedMask first = embedded.mask(point);

            PromptedMask refined = embedded.mask(point.andMask(first));
            PromptedMask redrawn = embedded.mask(point.andMask(first.mask()));

            assertFalse(refined.logits().equals(first.logits()), "the earlier mask made no difference");
            assertFalse(redrawn.logits().equals(first.logits()), "the drawn mask made no difference");
        }
    }

    /** Compares answers with logits {@code [K, R, S]} or {@code [1, K, R, S]} and areas of the published code. */
    static void assertAnswers(Tensor logits, double[] areas, List<PromptedMask> answers) {
        assertEquals(areas.length, answers.size());
        Tensor byMask = logits.reshape(areas.length, logits.size() / areas.length);
        for (int i = 0; i < areas.length; i++) {
            PromptedMask answer = answers.get(i);
            Golden.assertClose(byMask.slice(i, i + 1).reshape(answer.logits().shape()), answer.logits(), 1e-2f);
            assertEquals(areas[i], answer.mask().area(), Math.max(1, areas[i] * 1e-3));
        }
    }

    /** Loads a network of a published size and prompts it once; returns its three answers, whose logits are numbers. */
    final List<PromptedMask> answersOf(Path file) {
        try (SamSegmenter sam =
                (SamSegmenter) backend.loadSegmenter(ModelSource.of(file), AutomaticMaskSettings.DEFAULT)) {
            List<PromptedMask> masks = sam.embed(input()).masks(point);

            assertEquals(3, masks.size());
            for (PromptedMask mask : masks) {
                assertTrue(Double.isFinite(mask.predictedIou()));
                for (float logit : mask.logits().toArray()) {
                    assertTrue(Float.isFinite(logit), () -> "logit " + logit);
                }
            }
            return masks;
        }
    }
}
