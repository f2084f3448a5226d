package org.samdeblur.networks.sam;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.samdeblur.api.Mask;
import org.samdeblur.api.Tensor;

/**
 * A prompt for Segment Anything: points inside or outside an object, a box around it, an earlier mask of it, or
 * several of these. Coordinates are in pixels of the image; {@code (0, 0)} is the upper left corner of the upper left
 * pixel. Immutable.
 *
 * <pre>{@code
 * Prompt.inside(120, 80)
 * Prompt.box(40, 30, 210, 190).andOutside(60, 50)
 * Prompt.inside(120, 80).andInside(180, 95).andMask(earlier)
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Prompt implements Serializable {
    private static final long serialVersionUID = 1;

    private final transient List<Point> points;
    private final transient Optional<Corners> box;
    private final transient Optional<Hint> hint;

    private Prompt(List<Point> points, Optional<Corners> box, Optional<Hint> hint) {
        this.points = List.copyOf(points);
        this.box = box;
        this.hint = hint;
    }

    private Object writeReplace() {
        return new Serialized(points.toArray(Point[]::new), box.orElse(null), hint.orElse(null));
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("serialized in another form");
    }

    private record Serialized(Point[] points, Corners box, Hint hint) implements Serializable {
        private static final long serialVersionUID = 1;

        private Object readResolve() throws InvalidObjectException {
            if (points.length == 0 && box == null && hint == null) {
                throw new InvalidObjectException("a prompt needs a point, a box or a mask");
            }
            return new Prompt(List.of(points), Optional.ofNullable(box), Optional.ofNullable(hint));
        }
    }

    /**
     * A point.
     *
     * @param x the column
     * @param y the row
     * @param label whether the point is on the object
     */
    public record Point(double x, double y, Label label) implements Serializable {
        /**
         * Checks the coordinates.
         *
         * @param x the column
         * @param y the row
         * @param label whether the point is on the object
         * @throws IllegalArgumentException if a coordinate is not finite
         */
        public Point {
            Objects.requireNonNull(label, "label");
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("(" + x + ", " + y + ") is not a point");
            }
        }
    }

    /** Whether a point is on the object. */
    public enum Label {
        /** On the object; 1 in the published code. */
        INSIDE,
        /** Not on the object; 0 in the published code. */
        OUTSIDE
    }

    /**
     * A box.
     *
     * @param x0 its left edge
     * @param y0 its upper edge
     * @param x1 its right edge
     * @param y1 its lower edge
     */
    public record Corners(double x0, double y0, double x1, double y1) implements Serializable {
        /**
         * Checks the order.
         *
         * @param x0 its left edge
         * @param y0 its upper edge
         * @param x1 its right edge
         * @param y1 its lower edge
         * @throws IllegalArgumentException if the box is empty
         */
        public Corners {
            if (!(x0 < x1 && y0 < y1)) {
                throw new IllegalArgumentException("the box from (" + x0 + ", " + y0 + ") to (" + x1 + ", " + y1
                        + ") is empty; give its left, upper, right and lower edge");
            }
        }
    }

    /** An earlier idea of the mask. */
    sealed interface Hint extends Serializable {
        record Logits(Tensor logits) implements Hint {}

        record Drawn(Mask mask) implements Hint {}
    }

    /**
     * Creates a prompt of a point on the object.
     *
     * @param x a column on it
     * @param y a row on it
     * @return the prompt
     * @throws IllegalArgumentException if a coordinate is not finite
     */
    public static Prompt inside(double x, double y) {
        return new Prompt(List.of(new Point(x, y, Label.INSIDE)), Optional.empty(), Optional.empty());
    }

    /**
     * Creates a prompt of a box around the object.
     *
     * @param x0 its left edge
     * @param y0 its upper edge
     * @param x1 its right edge
     * @param y1 its lower edge
     * @return the prompt
     * @throws IllegalArgumentException if the box is empty
     */
    public static Prompt box(double x0, double y0, double x1, double y1) {
        return new Prompt(List.of(), Optional.of(new Corners(x0, y0, x1, y1)), Optional.empty());
    }

    /**
     * Creates a prompt of points.
     *
     * @param points at least one
     * @return the prompt
     * @throws IllegalArgumentException if there are no points
     */
    public static Prompt of(List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a prompt of points needs at least one");
        }
        return new Prompt(points, Optional.empty(), Optional.empty());
    }

    /**
     * Creates a prompt of an earlier mask.
     *
     * @param mask an earlier answer for the same image
     * @return the prompt
     */
    public static Prompt mask(PromptedMask mask) {
        return new Prompt(List.of(), Optional.empty(), Optional.of(new Hint.Logits(mask.logits())));
    }

    /**
     * Creates a prompt of a mask from another source.
     *
     * @param mask of the image's size
     * @return the prompt
     */
    public static Prompt mask(Mask mask) {
        return new Prompt(List.of(), Optional.empty(), Optional.of(new Hint.Drawn(mask)));
    }

    /**
     * Adds a point on the object.
     *
     * @param x its column
     * @param y its row
     * @return a longer prompt
     * @throws IllegalArgumentException if a coordinate is not finite
     */
    public Prompt andInside(double x, double y) {
        return and(new Point(x, y, Label.INSIDE));
    }

    /**
     * Adds a point that is not on the object.
     *
     * @param x its column
     * @param y its row
     * @return a longer prompt
     * @throws IllegalArgumentException if a coordinate is not finite
     */
    public Prompt andOutside(double x, double y) {
        return and(new Point(x, y, Label.OUTSIDE));
    }

    private Prompt and(Point point) {
        List<Point> more = new ArrayList<>(points);
        more.add(point);
        return new Prompt(more, box, hint);
    }

    /**
     * Sets the box.
     *
     * @param x0 its left edge
     * @param y0 its upper edge
     * @param x1 its right edge
     * @param y1 its lower edge
     * @return a prompt with this box
     * @throws IllegalArgumentException if the box is empty
     */
    public Prompt andBox(double x0, double y0, double x1, double y1) {
        return new Prompt(points, Optional.of(new Corners(x0, y0, x1, y1)), hint);
    }

    /**
     * Sets the mask to start from.
     *
     * @param mask an earlier answer for the same image
     * @return a prompt with this mask
     */
    public Prompt andMask(PromptedMask mask) {
        return new Prompt(points, box, Optional.of(new Hint.Logits(mask.logits())));
    }

    /**
     * Sets the mask to start from.
     *
     * @param mask a mask from another source, of the image's size
     * @return a prompt with this mask
     */
    public Prompt andMask(Mask mask) {
        return new Prompt(points, box, Optional.of(new Hint.Drawn(mask)));
    }

    /**
     * Returns the points.
     *
     * @return the points in their order; may be empty
     */
    public List<Point> points() {
        return points;
    }

    /**
     * Returns the box.
     *
     * @return the box, if there is one
     */
    public Optional<Corners> box() {
        return box;
    }

    Optional<Hint> hint() {
        return hint;
    }
}
