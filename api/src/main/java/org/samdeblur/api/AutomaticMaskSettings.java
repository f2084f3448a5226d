package org.samdeblur.api;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Settings for finding all masks of an image with a promptable segmenter: a grid of points prompts it, and its answers
 * are filtered. Names and defaults are those of the automatic mask generators published with Segment Anything (Kirillov
 * et al., ICCV 2023, section 5 and appendix B) and SAM 2; in Python, {@code predIouThresh} is {@code pred_iou_thresh}.
 * All settings work with both. Immutable.
 *
 * <pre>{@code
 * AutomaticMaskSettings settings = AutomaticMaskSettings.builder().pointsPerSide(16).cropNLayers(1).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AutomaticMaskSettings implements Serializable {
    private static final long serialVersionUID = 1;

    /** The published defaults. */
    public static final AutomaticMaskSettings DEFAULT = builder().build();

    private static final int MOST_POINTS_PER_SIDE = 1000;

    private final int pointsPerSide;
    private final int pointsPerBatch;
    /** Empty for the default of the network. */
    private final transient OptionalDouble predIouThresh;

    private final double stabilityScoreThresh;
    private final double stabilityScoreOffset;
    private final double boxNmsThresh;
    private final int cropNLayers;
    private final double cropNmsThresh;
    private final double cropOverlapRatio;
    private final int cropNPointsDownscaleFactor;
    private final transient Optional<List<PointGrid>> pointGrids;
    private final int minMaskRegionArea;
    private final CoveredPoints coveredPoints;
    private final boolean useM2m;
    private final boolean multimaskOutput;

    /** How to treat a point of the grid that lies in a mask already accepted. */
    public enum CoveredPoints {
        /** It prompts the network like any other, as published. */
        PROMPT,
        /**
         * It is skipped if the mask is no larger than an eighth of the image (or crop). This is faster, but misses
         * masks that only such a point would find, such as parts of small objects.
         */
        SKIP
    }

    private AutomaticMaskSettings(Builder builder) {
        this.pointsPerSide = builder.pointsPerSide;
        this.pointsPerBatch = builder.pointsPerBatch;
        this.predIouThresh = builder.predIouThresh;
        this.stabilityScoreThresh = builder.stabilityScoreThresh;
        this.stabilityScoreOffset = builder.stabilityScoreOffset;
        this.boxNmsThresh = builder.boxNmsThresh;
        this.cropNLayers = builder.cropNLayers;
        this.cropNmsThresh = builder.cropNmsThresh;
        this.cropOverlapRatio = builder.cropOverlapRatio;
        this.cropNPointsDownscaleFactor = builder.cropNPointsDownscaleFactor;
        this.pointGrids = builder.pointGrids;
        this.minMaskRegionArea = builder.minMaskRegionArea;
        this.coveredPoints = builder.coveredPoints;
        this.useM2m = builder.useM2m;
        this.multimaskOutput = builder.multimaskOutput;
    }

    private Object writeReplace() {
        return new Serialized(
                pointsPerSide,
                pointsPerBatch,
                predIouThresh.isPresent() ? predIouThresh.getAsDouble() : null,
                stabilityScoreThresh,
                stabilityScoreOffset,
                boxNmsThresh,
                cropNLayers,
                cropNmsThresh,
                cropOverlapRatio,
                cropNPointsDownscaleFactor,
                pointGrids.map(ArrayList::new).orElse(null),
                minMaskRegionArea,
                coveredPoints,
                useM2m,
                multimaskOutput);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized in another form");
    }

    /** The settings as values, which the builder checks again when they are read. */
    private record Serialized(
            int pointsPerSide,
            int pointsPerBatch,
            Double predIouThresh,
            double stabilityScoreThresh,
            double stabilityScoreOffset,
            double boxNmsThresh,
            int cropNLayers,
            double cropNmsThresh,
            double cropOverlapRatio,
            int cropNPointsDownscaleFactor,
            ArrayList<PointGrid> pointGrids,
            int minMaskRegionArea,
            CoveredPoints coveredPoints,
            boolean useM2m,
            boolean multimaskOutput)
            implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() {
            Builder builder = builder()
                    .pointsPerSide(pointsPerSide)
                    .pointsPerBatch(pointsPerBatch)
                    .stabilityScoreThresh(stabilityScoreThresh)
                    .stabilityScoreOffset(stabilityScoreOffset)
                    .boxNmsThresh(boxNmsThresh)
                    .cropNLayers(cropNLayers)
                    .cropNmsThresh(cropNmsThresh)
                    .cropOverlapRatio(cropOverlapRatio)
                    .cropNPointsDownscaleFactor(cropNPointsDownscaleFactor)
                    .minMaskRegionArea(minMaskRegionArea)
                    .coveredPoints(coveredPoints)
                    .useM2m(useM2m)
                    .multimaskOutput(multimaskOutput);
            if (predIouThresh != null) {
                builder.predIouThresh(predIouThresh);
            }
            return (pointGrids == null ? builder : builder.pointGrids(pointGrids)).build();
        }
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these settings.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * Returns the number of points along each side of the grid over the whole image. Ignored if there are {@link
     * #pointGrids}.
     *
     * @return at least 1
     */
    public int pointsPerSide() {
        return pointsPerSide;
    }

    /**
     * Returns the maximum number of points that prompt the network at once. Affects memory and time. The masks depend
     * on it only with {@link CoveredPoints#SKIP}, which uses at most 16 points at once.
     *
     * @return at least 1
     */
    public int pointsPerBatch() {
        return pointsPerBatch;
    }

    /**
     * Returns the threshold that a mask's predicted intersection over union must exceed. With 0, no mask is filtered
     * out.
     *
     * @return in [0, 1]; empty for the published default of the network, which is 0.88 for SAM and 0.8 for SAM 2
     */
    public OptionalDouble predIouThresh() {
        return predIouThresh;
    }

    /**
     * Returns the minimum stability score of a mask. With 0, no mask is filtered out.
     *
     * @return in [0, 1]
     */
    public double stabilityScoreThresh() {
        return stabilityScoreThresh;
    }

    /**
     * Returns by how much the threshold of the logits is shifted up and down for the stability score.
     *
     * @return at least 0
     */
    public double stabilityScoreOffset() {
        return stabilityScoreOffset;
    }

    /**
     * Returns the intersection over union of two masks' boxes above which the worse mask is removed, within a crop.
     *
     * @return in [0, 1]
     */
    public double boxNmsThresh() {
        return boxNmsThresh;
    }

    /**
     * Returns how many layers of crops are searched in addition to the whole image; layer i has 4<sup>i</sup> crops.
     *
     * @return at least 0
     */
    public int cropNLayers() {
        return cropNLayers;
    }

    /**
     * Returns the intersection over union of boxes above which a mask is removed in favour of a mask from a smaller
     * crop.
     *
     * @return in [0, 1]
     */
    public double cropNmsThresh() {
        return cropNmsThresh;
    }

    /**
     * Returns how far crops of the first layer overlap, as a fraction of the image's shorter side. Later layers overlap
     * less.
     *
     * @return in [0, 1)
     */
    public double cropOverlapRatio() {
        return cropOverlapRatio;
    }

    /**
     * Returns the factor by which each layer of crops reduces the number of points along a side.
     *
     * @return at least 1
     */
    public int cropNPointsDownscaleFactor() {
        return cropNPointsDownscaleFactor;
    }

    /**
     * Returns the grids to use instead of regular ones.
     *
     * @return one for the whole image and one for every layer of crops, if set
     */
    public Optional<List<PointGrid>> pointGrids() {
        return pointGrids;
    }

    /**
     * Returns the area below which holes in masks are filled and islands are dropped.
     *
     * @return pixels; 0 leaves masks as they are
     */
    public int minMaskRegionArea() {
        return minMaskRegionArea;
    }

    /**
     * Returns how to treat points that lie in accepted masks.
     *
     * @return {@link CoveredPoints#PROMPT} by default
     */
    public CoveredPoints coveredPoints() {
        return coveredPoints;
    }

    /**
     * Returns whether the network is prompted again with every mask and its point, before masks are filtered. SAM's
     * published generator has no such refinement.
     *
     * @return whether masks are refined, {@code use_m2m} of SAM 2's published generator
     */
    public boolean useM2m() {
        return useM2m;
    }

    /**
     * Returns whether a point gives several masks.
     *
     * @return true for the network's several masks, false for the single mask that it predicts for unambiguous prompts;
     *     {@code multimask_output} of SAM 2's published generator
     */
    public boolean multimaskOutput() {
        return multimaskOutput;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AutomaticMaskSettings that && values().equals(that.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    private List<Object> values() {
        return List.of(
                pointsPerSide,
                pointsPerBatch,
                predIouThresh,
                stabilityScoreThresh,
                stabilityScoreOffset,
                boxNmsThresh,
                cropNLayers,
                cropNmsThresh,
                cropOverlapRatio,
                cropNPointsDownscaleFactor,
                pointGrids,
                minMaskRegionArea,
                coveredPoints,
                useM2m,
                multimaskOutput);
    }

    /**
     * Points that prompt the network, as fractions of the image's (or crop's) width and height.
     *
     * @param points in the order in which they prompt
     */
    public record PointGrid(List<Point> points) implements Serializable {
        /**
         * A point.
         *
         * @param x from 0 at the left edge to 1 at the right edge
         * @param y from 0 at the top edge to 1 at the bottom edge
         */
        public record Point(double x, double y) implements Serializable {
            /**
             * Checks the ranges.
             *
             * @param x from 0 at the left edge to 1 at the right edge
             * @param y from 0 at the top edge to 1 at the bottom edge
             * @throws IllegalArgumentException if the point lies outside
             */
            public Point {
                if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
                    throw new IllegalArgumentException(
                            "point (" + x + ", " + y + ") of a grid is outside [0, 1]; give parts of width and height");
                }
            }
        }

        /**
         * Copies the list.
         *
         * @param points in the order in which they prompt
         * @throws IllegalArgumentException if there is none
         */
        public PointGrid {
            points = List.copyOf(points);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("a point grid needs at least one point");
            }
        }

        /**
         * Creates a square grid whose points are the centres of equal cells, row by row.
         *
         * @param pointsPerSide at least 1 and at most 1000
         * @return the grid
         * @throws IllegalArgumentException if the number is out of range
         */
        public static PointGrid regular(int pointsPerSide) {
            requirePointsPerSide(pointsPerSide);
            List<Point> points = new ArrayList<>();
            for (int row = 0; row < pointsPerSide; row++) {
                for (int column = 0; column < pointsPerSide; column++) {
                    points.add(new Point((column + 0.5) / pointsPerSide, (row + 0.5) / pointsPerSide));
                }
            }
            return new PointGrid(points);
        }
    }

    /** A million prompts take hours; many more points do not fit into memory. */
    private static void requirePointsPerSide(int count) {
        if (count < 1 || count > MOST_POINTS_PER_SIDE) {
            throw new IllegalArgumentException(
                    "pointsPerSide must be in [1, " + MOST_POINTS_PER_SIDE + "], not " + count);
        }
    }

    private static void requireAtLeast(int least, int value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", not " + value);
        }
    }

    private static void requireFraction(double value, String name) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1], not " + value);
        }
    }

    /** Collects settings. Every method throws {@link IllegalArgumentException} for a value out of range. */
    public static final class Builder {
        private int pointsPerSide = 32;
        private int pointsPerBatch = 64;
        private OptionalDouble predIouThresh = OptionalDouble.empty();
        private double stabilityScoreThresh = 0.95;
        private double stabilityScoreOffset = 1;
        private double boxNmsThresh = 0.7;
        private int cropNLayers;
        private double cropNmsThresh = 0.7;
        private double cropOverlapRatio = 512.0 / 1500;
        private int cropNPointsDownscaleFactor = 1;
        private Optional<List<PointGrid>> pointGrids = Optional.empty();
        private int minMaskRegionArea;
        private CoveredPoints coveredPoints = CoveredPoints.PROMPT;
        private boolean useM2m;
        private boolean multimaskOutput = true;

        private Builder() {}

        private Builder(AutomaticMaskSettings settings) {
            this.pointsPerSide = settings.pointsPerSide;
            this.pointsPerBatch = settings.pointsPerBatch;
            this.predIouThresh = settings.predIouThresh;
            this.stabilityScoreThresh = settings.stabilityScoreThresh;
            this.stabilityScoreOffset = settings.stabilityScoreOffset;
            this.boxNmsThresh = settings.boxNmsThresh;
            this.cropNLayers = settings.cropNLayers;
            this.cropNmsThresh = settings.cropNmsThresh;
            this.cropOverlapRatio = settings.cropOverlapRatio;
            this.cropNPointsDownscaleFactor = settings.cropNPointsDownscaleFactor;
            this.pointGrids = settings.pointGrids;
            this.minMaskRegionArea = settings.minMaskRegionArea;
            this.coveredPoints = settings.coveredPoints;
            this.useM2m = settings.useM2m;
            this.multimaskOutput = settings.multimaskOutput;
        }

        /**
         * Sets the number of points along each side of the grid.
         *
         * @param count at least 1 and at most 1000; 32 by default
         * @return this
         */
        public Builder pointsPerSide(int count) {
            requirePointsPerSide(count);
            this.pointsPerSide = count;
            return this;
        }

        /**
         * Sets the maximum number of points that prompt the network at once.
         *
         * @param count at least 1; 64 by default
         * @return this
         */
        public Builder pointsPerBatch(int count) {
            requireAtLeast(1, count, "pointsPerBatch");
            this.pointsPerBatch = count;
            return this;
        }

        /**
         * Sets the threshold that a mask's predicted intersection over union must exceed.
         *
         * @param threshold in [0, 1]; by default 0.88 for SAM and 0.8 for SAM 2
         * @return this
         */
        public Builder predIouThresh(double threshold) {
            requireFraction(threshold, "predIouThresh");
            this.predIouThresh = OptionalDouble.of(threshold);
            return this;
        }

        /**
         * Sets the minimum stability score of a mask.
         *
         * @param threshold in [0, 1]; 0.95 by default
         * @return this
         */
        public Builder stabilityScoreThresh(double threshold) {
            requireFraction(threshold, "stabilityScoreThresh");
            this.stabilityScoreThresh = threshold;
            return this;
        }

        /**
         * Sets by how much the logits' threshold is shifted for the stability score.
         *
         * @param offset finite, at least 0; 1 by default
         * @return this
         */
        public Builder stabilityScoreOffset(double offset) {
            if (!(offset >= 0 && Double.isFinite(offset))) {
                throw new IllegalArgumentException("stabilityScoreOffset must be at least 0, not " + offset);
            }
            this.stabilityScoreOffset = offset;
            return this;
        }

        /**
         * Sets the intersection over union of two masks' boxes above which the worse mask is removed, within a crop.
         *
         * @param threshold in [0, 1]; 0.7 by default
         * @return this
         */
        public Builder boxNmsThresh(double threshold) {
            requireFraction(threshold, "boxNmsThresh");
            this.boxNmsThresh = threshold;
            return this;
        }

        /**
         * Sets the number of layers of crops.
         *
         * @param count at least 0, the default
         * @return this
         */
        public Builder cropNLayers(int count) {
            requireAtLeast(0, count, "cropNLayers");
            this.cropNLayers = count;
            return this;
        }

        /**
         * Sets the intersection over union of boxes above which a mask is removed in favour of a mask from a smaller
         * crop.
         *
         * @param threshold in [0, 1]; 0.7 by default
         * @return this
         */
        public Builder cropNmsThresh(double threshold) {
            requireFraction(threshold, "cropNmsThresh");
            this.cropNmsThresh = threshold;
            return this;
        }

        /**
         * Sets how far crops of the first layer overlap.
         *
         * @param ratio a fraction of the image's shorter side, in [0, 1); 512/1500 by default
         * @return this
         */
        public Builder cropOverlapRatio(double ratio) {
            if (!(ratio >= 0 && ratio < 1)) {
                throw new IllegalArgumentException("cropOverlapRatio must be in [0, 1), not " + ratio);
            }
            this.cropOverlapRatio = ratio;
            return this;
        }

        /**
         * Sets the factor by which each layer of crops reduces the number of points along a side.
         *
         * @param factor at least 1, the default
         * @return this
         */
        public Builder cropNPointsDownscaleFactor(int factor) {
            requireAtLeast(1, factor, "cropNPointsDownscaleFactor");
            this.cropNPointsDownscaleFactor = factor;
            return this;
        }

        /**
         * Sets grids to use instead of regular ones.
         *
         * @param grids one for the whole image and one for every layer of crops
         * @return this
         */
        public Builder pointGrids(List<PointGrid> grids) {
            this.pointGrids = Optional.of(List.copyOf(grids));
            return this;
        }

        /**
         * Sets the area below which holes are filled and islands dropped.
         *
         * @param pixels at least 0, the default, which leaves masks as they are
         * @return this
         */
        public Builder minMaskRegionArea(int pixels) {
            requireAtLeast(0, pixels, "minMaskRegionArea");
            this.minMaskRegionArea = pixels;
            return this;
        }

        /**
         * Sets how to treat points that lie in accepted masks.
         *
         * @param choice {@link CoveredPoints#PROMPT} by default
         * @return this
         */
        public Builder coveredPoints(CoveredPoints choice) {
            this.coveredPoints = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /**
         * Sets whether the network is prompted again with every mask and its point. This takes one more prompt for each
         * mask: by default three for each point.
         *
         * @param refined false by default
         * @return this
         */
        public Builder useM2m(boolean refined) {
            this.useM2m = refined;
            return this;
        }

        /**
         * Sets whether a point gives several masks.
         *
         * @param several true, the default, for the network's several masks; false for the single mask that it predicts
         *     for unambiguous prompts
         * @return this
         */
        public Builder multimaskOutput(boolean several) {
            this.multimaskOutput = several;
            return this;
        }

        /**
         * Builds the settings.
         *
         * @return the settings
         * @throws IllegalArgumentException if point grids are set, but not one for every layer, or if a layer of crops
         *     has no points
         */
        public AutomaticMaskSettings build() {
            pointGrids.ifPresent(this::requireOnePerLayer);
            if (pointGrids.isEmpty() && pointsPerSide / Math.pow(cropNPointsDownscaleFactor, cropNLayers) < 1) {
                throw new IllegalArgumentException("pointsPerSide " + pointsPerSide + " leaves no point in layer "
                        + cropNLayers + " of crops with cropNPointsDownscaleFactor " + cropNPointsDownscaleFactor);
            }
            return new AutomaticMaskSettings(this);
        }

        private void requireOnePerLayer(List<PointGrid> grids) {
            if (grids.size() != cropNLayers + 1) {
                throw new IllegalArgumentException(grids.size() + " point grids were given; cropNLayers " + cropNLayers
                        + " takes " + (cropNLayers + 1));
            }
        }
    }
}
