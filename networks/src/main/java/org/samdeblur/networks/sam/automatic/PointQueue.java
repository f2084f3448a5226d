package org.samdeblur.networks.sam.automatic;

import java.util.List;
import org.samdeblur.api.AutomaticMaskSettings.PointGrid.Point;

/** The points of a crop, batch by batch. */
interface PointQueue {
    boolean isEmpty();

    /** The next points to prompt with, in parts of the crop's size; none if all that are left need not be. */
    List<Point> next();

    /** How many points have been taken or passed over. */
    int done();

    /** Hears of a mask that has passed the filters. */
    void found(Candidate candidate);
}
