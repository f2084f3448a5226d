package org.samdeblur.cli.console;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates settings in the library's messages from their names in Java to options. */
final class OptionNames {
    /** Options by the names that messages of the library use. */
    static final Map<String, String> BY_JAVA_NAME = Map.ofEntries(
            Map.entry("pointsPerSide", "--points-per-side"),
            Map.entry("pointsPerBatch", "--points-per-batch"),
            Map.entry("predIouThresh", "--pred-iou-thresh"),
            Map.entry("stabilityScoreThresh", "--stability-score-thresh"),
            Map.entry("stabilityScoreOffset", "--stability-score-offset"),
            Map.entry("boxNmsThresh", "--box-nms-thresh"),
            Map.entry("cropNLayers", "--crop-n-layers"),
            Map.entry("cropNmsThresh", "--crop-nms-thresh"),
            Map.entry("cropOverlapRatio", "--crop-overlap-ratio"),
            Map.entry("cropNPointsDownscaleFactor", "--crop-n-points-downscale-factor"),
            Map.entry("minMaskRegionArea", "--min-mask-region-area"),
            Map.entry("DeblurModelOptions.withPooling", "--tlc"),
            Map.entry("DeblurModelOptions.withSizeMultiple", "--size-multiple"),
            Map.entry("DeblurModelOptions.withValueRange", "--value-range"),
            Map.entry("DeblurModelOptions.withOutput", "--network-output"),
            Map.entry("DeblurModelOptions.withWeights", "--weights"),
            Map.entry("DeblurModelOptions.withStages", "--stages"),
            Map.entry("Models.add(model, name)", "--name"));

    /** Words that are not part of a path or of a longer name. */
    private static final Pattern JAVA_NAME =
            Pattern.compile("(?<![\\w./\\\\-])(?:" + alternatives() + ")(?!\\w|[./\\\\-]\\w)");

    private OptionNames() {}

    private static String alternatives() {
        return BY_JAVA_NAME.keySet().stream()
                .map(Pattern::quote)
                .reduce((a, b) -> a + "|" + b)
                .orElseThrow();
    }

    /** Replaces the names of settings by those of their options. */
    static String in(String message) {
        return JAVA_NAME.matcher(message).replaceAll(name -> Matcher.quoteReplacement(BY_JAVA_NAME.get(name.group())));
    }
}
