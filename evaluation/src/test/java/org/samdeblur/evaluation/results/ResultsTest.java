package org.samdeblur.evaluation.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.ImageSize;
import org.samdeblur.evaluation.Fidelity;
import org.samdeblur.evaluation.ModeCollapse;

class ResultsTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final ImageSize SIZE = new ImageSize(20, 30);

    private static Fidelity psnr(double decibels) {
        return new Fidelity(decibels, 0.9, 0.8);
    }

    private static ImageResult image(double blurred, double output) {
        return new ImageResult("image", SIZE, psnr(blurred), Map.of("m", psnr(output)), Map.of("m", 0.0));
    }

    private static Summary summary(ImageResult... images) {
        DataSetResults dataSet = new DataSetResults("set", List.of(images));
        return results(dataSet).summary("m", dataSet).orElseThrow();
    }

    private static Results results(DataSetResults dataSet) {
        return new Results(List.of("m"), ModeCollapse.PUBLISHED, List.of(dataSet), List.of());
    }

    @Test
    void aRowHasTheMeansOverImages() {
        Summary summary = summary(image(20, 25), image(30, 29), image(30, 26));

        assertEquals(3, summary.images());
        assertEquals((25 + 29 + 26) / 3.0, summary.psnr(), 1e-12);
        assertEquals(1 / 3.0, summary.modeCollapseRate(), 1e-12);
        assertEquals(0, summary.gain(), 1e-12);
        assertEquals(-4, summary.worstGain());
        assertEquals(5, summary.bestGain());
    }

    @Test
    void exactlyTheThresholdIsNoCollapseYet() {
        assertEquals(0, summary(image(23, 20)).modeCollapseRate());
        assertEquals(1, summary(image(23.0001, 20)).modeCollapseRate());
    }

    @Property
    void unchangedImagesHaveNoGainAndNoCollapse(
            @ForAll @Size(min = 1, max = 9) List<@DoubleRange(min = 0, max = 60) Double> decibels) {
        Summary summary = summary(decibels.stream().map(d -> image(d, d)).toArray(ImageResult[]::new));

        assertEquals(0, summary.modeCollapseRate());
        assertEquals(0, summary.gain());
        assertEquals(0, summary.worstGain());
    }

    @Property
    void theRateFallsAsTheThresholdRises(
            @ForAll @Size(min = 1, max = 9) List<@DoubleRange(min = 0, max = 60) Double> decibels,
            @ForAll @DoubleRange(min = 0, max = 60) double threshold) {
        List<ImageResult> images = decibels.stream().map(d -> image(30, d)).toList();
        double strict = Summary.of("m", images, new ModeCollapse(threshold))
                .orElseThrow()
                .modeCollapseRate();
        double lenient = Summary.of("m", images, new ModeCollapse(threshold + 1))
                .orElseThrow()
                .modeCollapseRate();

        assertTrue(0 <= lenient && lenient <= strict && strict <= 1);
        assertEquals(decibels.stream().filter(d -> 30 - d > threshold).count(), Math.round(strict * decibels.size()));
    }

    @Test
    void gainsAreDefinedForInfinitePsnr() {
        Summary restored = summary(image(20, INFINITE));
        assertEquals(INFINITE, restored.psnr());
        assertEquals(INFINITE, restored.gain());

        Summary untouched = summary(image(INFINITE, INFINITE));
        assertEquals(0, untouched.gain());
        assertEquals(0, untouched.modeCollapseRate());

        Summary harmed = summary(image(INFINITE, 50));
        assertEquals(-INFINITE, harmed.gain());
        assertEquals(1, harmed.modeCollapseRate());
    }

    @Test
    void theBlurredInputIsTheFirstRow() {
        DataSetResults dataSet = new DataSetResults("set", List.of(image(20, 25), image(24, 25)));
        Results results = results(dataSet);

        assertEquals(List.of(Results.BLURRED, "m"), results.rows());
        Summary blurred = results.summary(Results.BLURRED, dataSet).orElseThrow();
        assertEquals(22, blurred.psnr());
        assertEquals(0, blurred.modeCollapseRate());
    }

    @Test
    void meansAreOverImagesWithAnOutput() {
        ImageResult failed = new ImageResult("failed", SIZE, psnr(20), Map.of(), Map.of());

        assertEquals(1, summary(failed, image(20, 21)).images());
        assertEquals(
                Optional.empty(),
                results(new DataSetResults("set", List.of(failed)))
                        .summary("m", new DataSetResults("set", List.of(failed))));
        assertEquals(INFINITE, failed.worstGain());
    }

    @Test
    void namesAreDistinctAndThresholdsSensible() {
        for (List<String> methods : List.of(List.of("a", "a"), List.of(Results.BLURRED))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Results(methods, ModeCollapse.PUBLISHED, List.of(), List.of()));
        }
        for (double threshold : new double[] {-1, Double.NaN, INFINITE}) {
            assertThrows(IllegalArgumentException.class, () -> new ModeCollapse(threshold));
        }
    }

    @Test
    void jsonHasTheTableAndEveryImage() throws IOException {
        DataSetResults dataSet = new DataSetResults("a \"set\"", List.of(image(20, INFINITE)));
        Results results = new Results(
                List.of("m"),
                ModeCollapse.PUBLISHED,
                List.of(dataSet),
                List.of(new Problem("a \"set\"", "x", "no target")));

        String json = ResultsJson.of(results);

        assertWellFormed(json);
        assertTrue(json.contains("\"modeCollapseThreshold\" : 3.0"), json);
        assertTrue(json.contains("\"name\" : \"a \\\"set\\\"\""), json);
        assertTrue(json.contains("\"psnr\" : null"), json);
        assertTrue(json.contains("\"psnr\" : 20.0"), json);
        assertTrue(json.contains("\"mcr\" : 0.0"), json);
        assertTrue(json.contains("\"problem\" : \"no target\""), json);
    }

    @Test
    void jsonTellsInfiniteGainsFromInfiniteLosses() {
        String json = jsonOf(image(20, INFINITE), image(20, INFINITE), image(INFINITE, 50), image(INFINITE, INFINITE));

        assertTrue(json.contains("\"infiniteGains\" : 2"), json);
        assertTrue(json.contains("\"infiniteLosses\" : 1"), json);
        assertTrue(jsonOf(image(20, 21)).contains("\"infiniteGains\" : 0"));
    }

    private static String jsonOf(ImageResult... images) {
        return ResultsJson.of(results(new DataSetResults("set", List.of(images))));
    }

    private static void assertWellFormed(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            JsonToken last = null;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                last = token;
            }
            assertEquals(JsonToken.END_OBJECT, last);
        }
    }
}
