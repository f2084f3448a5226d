package org.samdeblur.cli.segmenter;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.AutomaticMaskSettings.CoveredPoints;
import org.samdeblur.cli.console.MisuseException;
import picocli.CommandLine.Option;

/** How a segmentation network finds all masks of an image, under the published names. */
final class AutomaticMaskOptions {
    /** A setting's name, as the library's messages have it. */
    private static final Pattern SETTING = Pattern.compile("\\b[a-z]+(?:[A-Z][a-z]*)+\\b");

    @Option(
            names = "--points-per-side",
            paramLabel = "N",
            description = "A grid of N×N points prompts the network: more find smaller things, in N² the time."
                    + " Default: 32.")
    private Optional<Integer> pointsPerSide = Optional.empty();

    @Option(
            names = "--points-per-batch",
            paramLabel = "N",
            description = "Points that prompt the network at once. More take more memory; the masks stay the same."
                    + " Default: 64.")
    private Optional<Integer> pointsPerBatch = Optional.empty();

    @Option(
            names = "--pred-iou-thresh",
            paramLabel = "0..1",
            description = "Drop masks of whose quality the network itself thinks no more than this. Lower keeps more,"
                    + " worse masks. Default: 0.88 for SAM, 0.8 for SAM 2.")
    private Optional<Double> predIouThresh = Optional.empty();

    @Option(
            names = "--stability-score-thresh",
            paramLabel = "0..1",
            description = "Drop masks that change more than this allows when their threshold is shifted. Lower keeps"
                    + " masks with softer outlines. Default: 0.95.")
    private Optional<Double> stabilityScoreThresh = Optional.empty();

    @Option(
            names = "--stability-score-offset",
            paramLabel = "X",
            description = "How far the threshold is shifted, up and down, for that. Default: 1.")
    private Optional<Double> stabilityScoreOffset = Optional.empty();

    @Option(
            names = "--box-nms-thresh",
            paramLabel = "0..1",
            description = "Of two masks whose boxes overlap by more than this (intersection over union), the better"
                    + " one stays. Higher keeps more masks of the same thing. Default: 0.7.")
    private Optional<Double> boxNmsThresh = Optional.empty();

    @Option(
            names = "--crop-n-layers",
            paramLabel = "N",
            description = "Look at the image's parts too, enlarged: layer 1 has 4 of them, layer 2 has 16. Finds"
                    + " small things; each part costs as much as the image. Default: 0.")
    private Optional<Integer> cropNLayers = Optional.empty();

    @Option(
            names = "--crop-nms-thresh",
            paramLabel = "0..1",
            description = "As --box-nms-thresh, for masks of different parts. Default: 0.7.")
    private Optional<Double> cropNmsThresh = Optional.empty();

    @Option(
            names = "--crop-overlap-ratio",
            paramLabel = "0..1",
            description = "How far parts of layer 1 overlap, as a fraction of the image's shorter side, below 1."
                    + " Default: 512/1500.")
    private Optional<Double> cropOverlapRatio = Optional.empty();

    @Option(
            names = "--crop-n-points-downscale-factor",
            paramLabel = "N",
            description = "Divide the points per side by this with every layer. Default: 1.")
    private Optional<Integer> cropNPointsDownscaleFactor = Optional.empty();

    @Option(
            names = "--min-mask-region-area",
            paramLabel = "PIXELS",
            description = "Fill holes and drop islands of masks that are smaller than this. Default: 0, which leaves"
                    + " masks as they are.")
    private Optional<Integer> minMaskRegionArea = Optional.empty();

    @Option(
            names = "--use-m2m",
            description = "Ask the network again for every mask, by the mask and its point, and filter these answers."
                    + " Outlines may become better; takes several times as long.")
    private boolean useM2m;

    @Option(
            names = "--no-multimask-output",
            description =
                    "Take one mask for every point, the one that the network gives unambiguous prompts, instead of"
                            + " three. Finds fewer parts of things.")
    private boolean oneMask;

    @Option(
            names = "--skip-covered-points",
            description =
                    "Fast mode: do not prompt with points that lie in a mask already found, unless that takes up more"
                            + " than an eighth of the image. Misses things within others.")
    private boolean skipCoveredPoints;

    AutomaticMaskSettings settings() {
        AutomaticMaskSettings.Builder builder = AutomaticMaskSettings.builder();
        try {
            pointsPerSide.ifPresent(builder::pointsPerSide);
            pointsPerBatch.ifPresent(builder::pointsPerBatch);
            predIouThresh.ifPresent(builder::predIouThresh);
            stabilityScoreThresh.ifPresent(builder::stabilityScoreThresh);
            stabilityScoreOffset.ifPresent(builder::stabilityScoreOffset);
            boxNmsThresh.ifPresent(builder::boxNmsThresh);
            cropNLayers.ifPresent(builder::cropNLayers);
            cropNmsThresh.ifPresent(builder::cropNmsThresh);
            cropOverlapRatio.ifPresent(builder::cropOverlapRatio);
            cropNPointsDownscaleFactor.ifPresent(builder::cropNPointsDownscaleFactor);
            minMaskRegionArea.ifPresent(builder::minMaskRegionArea);
            builder.useM2m(useM2m).multimaskOutput(!oneMask);
            return builder.coveredPoints(skipCoveredPoints ? CoveredPoints.SKIP : CoveredPoints.PROMPT)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new MisuseException(withOptions(e.getMessage()));
        }
    }

    private static String withOptions(String message) {
        return SETTING.matcher(message)
                .replaceAll(
                        name -> "--" + name.group().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT));
    }
}
