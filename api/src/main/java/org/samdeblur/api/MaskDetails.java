package org.samdeblur.api;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Objects;

/**
 * What a promptable segmenter knows about a mask in addition to its pixels, under Segment Anything's names. Unknown
 * numbers are {@link #UNKNOWN}: a mask found by a box has no point, and a mask found by a user's prompt has no
 * stability score. Immutable.
 *
 * <pre>{@code
 * MaskDetails details = MaskDetails.builder(cropBox).predictedIou(0.93).point(120.5, 80.5).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class MaskDetails implements Serializable {
    private static final long serialVersionUID = 1;

    /** The value of unknown numbers, NaN. */
    public static final double UNKNOWN = Double.NaN;

    private final double predictedIou;
    private final double stabilityScore;
    private final double pointX;
    private final double pointY;
    private final Box cropBox;

    private MaskDetails(Builder builder) {
        predictedIou = builder.predictedIou;
        stabilityScore = builder.stabilityScore;
        pointX = builder.pointX;
        pointY = builder.pointY;
        cropBox = builder.cropBox;
    }

    /**
     * Returns a builder whose numbers are all unknown.
     *
     * @param cropBox the part of the image that the network saw
     * @return a builder
     */
    public static Builder builder(Box cropBox) {
        return new Builder(cropBox);
    }

    /**
     * Returns the network's estimate of the mask's intersection over union with the ground truth.
     *
     * @return about 0 to 1, or {@link #UNKNOWN}
     */
    public double predictedIou() {
        return predictedIou;
    }

    /**
     * Returns the intersection over union of the mask cut at a higher and at a lower threshold.
     *
     * @return 0 to 1, or {@link #UNKNOWN}
     */
    public double stabilityScore() {
        return stabilityScore;
    }

    /**
     * Returns the column of the point that prompted the mask.
     *
     * @return in pixels of the image, or {@link #UNKNOWN}
     */
    public double pointX() {
        return pointX;
    }

    /**
     * Returns the row of the point that prompted the mask.
     *
     * @return in pixels of the image, or {@link #UNKNOWN}
     */
    public double pointY() {
        return pointY;
    }

    /**
     * Returns the part of the image that the network saw.
     *
     * @return whole pixels
     */
    public Box cropBox() {
        return cropBox;
    }

    private Object writeReplace() {
        return new Serialized(predictedIou, stabilityScore, pointX, pointY, cropBox);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized in another form");
    }

    private record Serialized(double predictedIou, double stabilityScore, double pointX, double pointY, Box cropBox)
            implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() {
            return builder(cropBox)
                    .predictedIou(predictedIou)
                    .stabilityScore(stabilityScore)
                    .point(pointX, pointY)
                    .build();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaskDetails that
                && Double.compare(predictedIou, that.predictedIou) == 0
                && Double.compare(stabilityScore, that.stabilityScore) == 0
                && Double.compare(pointX, that.pointX) == 0
                && Double.compare(pointY, that.pointY) == 0
                && cropBox.equals(that.cropBox);
    }

    @Override
    public int hashCode() {
        return Objects.hash(predictedIou, stabilityScore, pointX, pointY, cropBox);
    }

    @Override
    public String toString() {
        return "MaskDetails[predictedIou=" + predictedIou + ", stabilityScore=" + stabilityScore + ", point=" + pointX
                + "," + pointY + ", cropBox=" + cropBox + "]";
    }

    /** Collects the values of {@link MaskDetails}. Not safe for use by multiple threads. */
    public static final class Builder {
        private final Box cropBox;
        private double predictedIou = UNKNOWN;
        private double stabilityScore = UNKNOWN;
        private double pointX = UNKNOWN;
        private double pointY = UNKNOWN;

        private Builder(Box cropBox) {
            this.cropBox = Objects.requireNonNull(cropBox, "cropBox");
        }

        /**
         * Sets the network's estimate of the mask's intersection over union with the ground truth.
         *
         * @param value about 0 to 1
         * @return this
         */
        public Builder predictedIou(double value) {
            predictedIou = value;
            return this;
        }

        /**
         * Sets the intersection over union of the mask cut at a higher and at a lower threshold.
         *
         * @param value 0 to 1
         * @return this
         */
        public Builder stabilityScore(double value) {
            stabilityScore = value;
            return this;
        }

        /**
         * Sets the point that prompted the mask.
         *
         * @param x its column, in pixels of the image
         * @param y its row
         * @return this
         */
        public Builder point(double x, double y) {
            pointX = x;
            pointY = y;
            return this;
        }

        /**
         * Builds the details.
         *
         * @return the details
         */
        public MaskDetails build() {
            return new MaskDetails(this);
        }
    }
}
