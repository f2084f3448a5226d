package org.samdeblur.networks.sam.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.sam.graph.SamGeneration;

class MaskSelectionTest {
    private static final float NO_BOUND = Float.NEGATIVE_INFINITY;
    private static final Tensor FOUR = Tensor.of(new float[] {0.5f, 0.6f, 0.9f, 0.7f}, 1, 4);
    private static final Tensor THREE = Tensor.of(new float[] {0.6f, 0.7f, 0.9f}, 1, 3);

    private static List<Integer> chosen(
            SamGeneration generation, MaskChoice choice, float bound, Tensor iou, float logit) {
        return new MaskSelection(generation, choice, bound).among(iou, output -> logits(logit));
    }

    /** Half of the mask lies far above the threshold, the other half at this logit. */
    private static Tensor logits(float logit) {
        float[] values = new float[100];
        Arrays.fill(values, 0, 50, 5);
        Arrays.fill(values, 50, 100, logit);
        return Tensor.of(values, 10, 10);
    }

    @Test
    void severalMasksAreAllButTheFirst() {
        for (SamGeneration generation : SamGeneration.values()) {
            assertEquals(List.of(1, 2, 3), chosen(generation, MaskChoice.SEVERAL, NO_BOUND, FOUR, 5));
            assertEquals(List.of(2, 3), chosen(generation, MaskChoice.SEVERAL, 0.65f, FOUR, 5));
        }
    }

    @Test
    void samGivesItsFirstMaskAsTheOnlyOne() {
        assertEquals(List.of(0), chosen(SamGeneration.SAM, MaskChoice.SINGLE, NO_BOUND, FOUR, 0.01f));
        assertEquals(List.of(), chosen(SamGeneration.SAM, MaskChoice.SINGLE, 0.5f, FOUR, 5));
    }

    @Test
    void sam2GivesItsFirstMaskIfThatIsStableAndElseTheBest() {
        assertEquals(List.of(0), chosen(SamGeneration.SAM2, MaskChoice.SINGLE, NO_BOUND, FOUR, 0.06f));
        assertEquals(List.of(2), chosen(SamGeneration.SAM2, MaskChoice.SINGLE, NO_BOUND, FOUR, 0.04f));
        assertEquals(List.of(2), chosen(SamGeneration.SAM2, MaskChoice.SINGLE, 0.8f, FOUR, -0.04f));
        assertEquals(List.of(), chosen(SamGeneration.SAM2, MaskChoice.SINGLE, 0.8f, FOUR, 5));
    }

    @Test
    void masksAreDrawnOnlyIfOneOfThemMayBeWanted() {
        assertTrue(new MaskSelection(SamGeneration.SAM2, MaskChoice.SINGLE, 0.8f).mayWantAny(FOUR));
        assertFalse(new MaskSelection(SamGeneration.SAM2, MaskChoice.SINGLE, 0.9f).mayWantAny(FOUR));
        assertFalse(new MaskSelection(SamGeneration.SAM, MaskChoice.SINGLE, 0.8f).mayWantAny(FOUR));
    }

    @Test
    void ofThreeMasksTheBestIsTheOnlyOne() {
        assertEquals(List.of(0, 1, 2), chosen(SamGeneration.SAM2, MaskChoice.SEVERAL, NO_BOUND, THREE, 0.01f));
        assertEquals(List.of(2), chosen(SamGeneration.SAM2, MaskChoice.SINGLE, NO_BOUND, THREE, 0.01f));
    }

    @Test
    void anEmptyMaskIsStable() {
        assertTrue(StableMask.isStable(Tensor.of(new float[] {-3, -1}, 1, 2)));
        assertFalse(StableMask.isStable(Tensor.of(new float[] {-3, 0}, 1, 2)));
    }
}
