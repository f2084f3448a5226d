package org.samdeblur.networks.sam.automatic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid.Point;
import org.samdeblur.api.Box;

/**
 * The points of a crop that lie in no mask found in it so far, those first that are far from all before. So the first batches
 * find what is large, and most of what comes after need not be asked for.
 *
 * <p>Only masks of up to an eighth of the crop count. Larger ones are backgrounds and groups of objects, whose parts would never
 * be asked for.
 */
final class UncoveredPoints implements PointQueue {
    /** One over the share of the crop that a mask may have to cover points. */
    private static final int LEAST_PARTS = 8;

    /** Points of one batch cannot save one another, so batches are small. */
    private static final int MOST_PER_BATCH = 16;

    /** Putting all points of a very fine grid in order would take longer than prompting with them. */
    private static final int MOST_SPREAD = 4096;

    private final List<Point> points;
    private final int perBatch;
    private final Box crop;
    private final int imageWidth;
    private final BitSet covered = new BitSet();
    private int done;

    UncoveredPoints(List<Point> points, int perBatch, Box crop, int imageWidth) {
        this.points = spread(points);
        this.perBatch = Math.min(perBatch, MOST_PER_BATCH);
        this.crop = crop;
        this.imageWidth = imageWidth;
    }

    /**
     * Orders points so that each is as far as can be from those before it; of several the earliest. What is left after as many as
     * lie close together by then keeps its order.
     */
    private static List<Point> spread(List<Point> points) {
        double[] distance = new double[points.size()];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        List<Point> spread = new ArrayList<>(points.size());
        int next = 0;
        while (spread.size() < Math.min(points.size(), MOST_SPREAD)) {
            Point taken = points.get(next);
            spread.add(taken);
            distance[next] = -1;
            for (int i = 0; i < distance.length; i++) {
                double x = points.get(i).x() - taken.x();
                double y = points.get(i).y() - taken.y();
                distance[i] = Math.min(distance[i], x * x + y * y);
                next = distance[i] > distance[next] ? i : next;
            }
        }
        for (int i = 0; i < distance.length; i++) {
            if (distance[i] >= 0) {
                spread.add(points.get(i));
            }
        }
        return spread;
    }

    @Override
    public boolean isEmpty() {
        return done == points.size();
    }

    @Override
    public List<Point> next() {
        List<Point> batch = new ArrayList<>(perBatch);
        while (batch.size() < perBatch && done < points.size()) {
            Point point = points.get(done++);
            if (!covered.get(pixel(point))) {
                batch.add(point);
            }
        }
        return batch;
    }

    private int pixel(Point point) {
        int x = Math.min((int) (point.x() * crop.width()), crop.width() - 1);
        int y = Math.min((int) (point.y() * crop.height()), crop.height() - 1);
        return (crop.y() + y) * imageWidth + crop.x() + x;
    }

    @Override
    public int done() {
        return done;
    }

    @Override
    public void found(Candidate candidate) {
        if ((long) candidate.area() * LEAST_PARTS <= (long) crop.width() * crop.height()) {
            int end = 0;
            for (int run = 0; run < candidate.runs().length; run += 2) {
                int start = end + candidate.runs()[run];
                end = start + candidate.runs()[run + 1];
                covered.set(start, end);
            }
        }
    }
}
