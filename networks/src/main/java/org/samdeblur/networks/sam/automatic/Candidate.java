package org.samdeblur.networks.sam.automatic;

import org.samdeblur.api.ImageSize;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;

/**
 * A mask that has passed the filters and has yet to stand against the others.
 *
 * @param runs its row-major run lengths in the image
 * @param corners the box around it in the image
 * @param predictedIou the network's estimate
 * @param stability its stability score
 * @param pointX column of the point that prompted it, in the image
 * @param pointY row of that point
 * @param crop what the network saw
 */
record Candidate(
        int[] runs, Corners corners, float predictedIou, float stability, double pointX, double pointY, Crop crop) {
    int area() {
        int area = 0;
        for (int run = 1; run < runs.length; run += 2) {
            area += runs[run];
        }
        return area;
    }

    Mask toMask(ImageSize image) {
        return Mask.ofRuns(image, runs)
                .withDetails(MaskDetails.builder(crop.box())
                        .predictedIou(predictedIou)
                        .stabilityScore(stability)
                        .point(pointX, pointY)
                        .build());
    }
}
