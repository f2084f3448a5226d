package org.samdeblur.evaluation.report;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.evaluation.Fidelity;
import org.samdeblur.evaluation.ModeCollapse;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.ImageResult;
import org.samdeblur.evaluation.results.Problem;
import org.samdeblur.evaluation.results.Results;

/** Results whose pictures are of one colour each, so that it is plain to see which is shown. */
final class Drawn {
    static final Color INPUT = new Color(200, 30, 30);
    static final Color MASKS = new Color(220, 200, 40);
    static final Color FIRST = new Color(30, 60, 200);
    static final Color SECOND = new Color(160, 40, 180);
    static final Color TARGET = new Color(30, 160, 70);
    static final ImageSize SIZE = new ImageSize(90, 160);

    private Drawn() {}

    static Results results() {
        return new Results(
                List.of("first", "second & <last>"),
                ModeCollapse.PUBLISHED,
                List.of(new DataSetResults(
                        "drawn \"set\"",
                        List.of(
                                image("easy", 3, 2),
                                image("hard", -4, 1),
                                image("sharp", Double.POSITIVE_INFINITY, 0)))),
                List.of(new Problem("drawn \"set\"", "lost", "lost.png has no target")));
    }

    static Results resultsWithTheFirstOnOneImage() {
        ImageResult both = image("easy", 3, 2);
        ImageResult second = image("hard", 0, 1);
        Map<String, Fidelity> outputs = new LinkedHashMap<>(second.outputs());
        outputs.remove("first");
        return new Results(
                List.of("first", "second & <last>"),
                ModeCollapse.PUBLISHED,
                List.of(new DataSetResults(
                        "part",
                        List.of(both, new ImageResult("hard", SIZE, second.blurred(), outputs, shares(outputs))))),
                List.of());
    }

    private static ImageResult image(String name, double firstGain, double secondGain) {
        Map<String, Fidelity> outputs = new LinkedHashMap<>();
        outputs.put("first", new Fidelity(25 + firstGain, 0.9, 0.85));
        outputs.put("second & <last>", new Fidelity(25 + secondGain, 0.88, 0.8));
        return new ImageResult(name, SIZE, new Fidelity(25, 0.8, 0.75), outputs, shares(outputs));
    }

    private static Map<String, Double> shares(Map<String, Fidelity> outputs) {
        return outputs.keySet().stream()
                .collect(Collectors.toMap(Function.identity(), method -> method.equals("first") ? 0.25 : 0.04));
    }

    static Pictures pictures(String dataSet, ImageResult image) {
        Map<String, Image> outputs = new LinkedHashMap<>();
        outputs.put("first", plain(FIRST));
        outputs.put("second & <last>", plain(SECOND));
        return Pictures.of(plain(INPUT), outputs, plain(TARGET)).withMasks(plain(MASKS));
    }

    private static Image plain(Color colour) {
        byte[] rgb = new byte[3 * SIZE.height() * SIZE.width()];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) colour.getRed();
            rgb[i + 1] = (byte) colour.getGreen();
            rgb[i + 2] = (byte) colour.getBlue();
        }
        return Image.ofRgb(SIZE, rgb);
    }
}
