package org.samdeblur.networks.sam.automatic;

import java.util.List;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid.Point;

/** All points in their order, as published. */
final class AllPoints implements PointQueue {
    private final List<Point> points;
    private final int perBatch;
    private int done;

    AllPoints(List<Point> points, int perBatch) {
        this.points = points;
        this.perBatch = perBatch;
    }

    @Override
    public boolean isEmpty() {
        return done == points.size();
    }

    @Override
    public List<Point> next() {
        int from = done;
        done = (int) Math.min((long) from + perBatch, points.size());
        return points.subList(from, done);
    }

    @Override
    public int done() {
        return done;
    }

    @Override
    public void found(Candidate candidate) {}
}
