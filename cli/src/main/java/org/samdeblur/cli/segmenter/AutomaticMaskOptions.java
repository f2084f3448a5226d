package org.samdeblur.cli.segmenter;

import java.util.Optional;
import org.samdeblur.api.AutomaticMaskSettings;
import org.samdeblur.api.AutomaticMaskSettings.CoveredPoints;
import org.samdeblur.cli.console.MisuseException;
import picocli.CommandLine.Option;

/** How a segmentation network finds all masks of an image, under the published names. */
final class AutomaticMaskOptions {
    @Option(
            names = "--points-per-side",
            paramLabel = "N",
            description = "A grid of N×N points prompts the network. More points find smaller objects, in N² the"
                    + " time. Default: 32.")
    private Optional<Integer> pointsPerSide = Optional.empty();

    @Option(
            names = "--points-per-batch",
            paramLabel = "N",
            description = "Points per run of the decoder. More take more memory; the masks are the same. Default: 64.")
    private Optional<Integer> pointsPerBatch = Optional.empty();

    @Option(
            names = "--pred-iou-thresh",
            paramLabel = "0..1",
            description = "Drop masks whose quality, as predicted by the network, is not above this. Lower values"
                    + " keep more and worse masks. Default: 0.88 for SAM, 0.8 for SAM 2.")
    private Optional<Double> predIouThresh = Optional.empty();

    @Option(
            names = "--stability-score-thresh",
            paramLabel = "0..1",
            description = "Drop masks that change more than this allows when their threshold is shifted. Lower values"
                    + " keep masks with softer outlines. Default: 0.95.")
    private Optional<Double> stabilityScoreThresh = Optional.empty();

    @Option(
            names = "--stability-score-offset",
            paramLabel = "X",
            description = "How far the threshold is shifted for that, up and down. Default: 1.")
    private Optional<Double> stabilityScoreOffset = Optional.empty();

    @Option(
            names = "--box-nms-thresh",
            paramLabel = "0..1",
            description = "Of two masks whose boxes overlap by more than this (intersection over union), keep the"
                    + " better one. Higher values keep more masks of the same object. Default: 0.7.")
    private Optional<Double> boxNmsThresh = Optional.empty();

    @Option(
            names = "--crop-n-layers",
            paramLabel = "N",
            description = "Also segment enlarged parts of the image: layer 1 has 4 of them, layer 2 has 16. Finds"
                    + " small objects; each part costs as much as the image. Default: 0.")
    private Optional<Integer> cropNLayers = Optional.empty();

    @Option(
            names = "--crop-nms-thresh",
            paramLabel = "0..1",
            description = "Like --box-nms-thresh, for masks of different parts. Default: 0.7.")
    private Optional<Double> cropNmsThresh = Optional.empty();

    @Option(
            names = "--crop-overlap-ratio",
            paramLabel = "0..1",
            description = "Overlap of the parts of layer 1, as a fraction of the image's shorter side, below 1."
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
                    + " masks unchanged.")
    private Optional<Integer> minMaskRegionArea = Optional.empty();

    @Option(
            names = "--use-m2m",
            description = "Prompt the network again with every mask and its point, and filter these answers. Outlines"
                    + " may improve; takes several times as long.")
    private boolean useM2m;

    @Option(
            names = "--no-multimask-output",
            description = "Take one mask per point, the one for unambiguous prompts, instead of three. Finds fewer"
                    + " parts of objects.")
    private boolean oneMask;

    @Option(
            names = "--skip-covered-points",
            description = "Fast mode: skip points that lie in a mask found before, unless it is larger than an eighth"
                    + " of the image. Misses objects within others.")
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
            throw new MisuseException(e.getMessage());
        }
    }
}
