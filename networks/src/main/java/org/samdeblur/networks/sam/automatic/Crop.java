package org.samdeblur.networks.sam.automatic;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.Box;
import org.samdeblur.api.ImageSize;

/**
 * A part of an image that is searched for masks on its own.
 *
 * @param box the part
 * @param layer 0 for the whole image; the crops of layer i are 2<sup>i</sup> to a side
 */
record Crop(Box box, int layer) {
    /**
     * Lays out the whole image and the crops of all layers, as published: left to right, and top to bottom within a column.
     * Crops of images too small for them, which would be empty, are left out.
     *
     * @param image the image
     * @param layers layers of crops beside the whole image
     * @param overlapRatio overlap of crops of the first layer in parts of the image's shorter side
     * @throws IllegalArgumentException if there would be more crops than pixels along the shorter side
     */
    static List<Crop> layout(ImageSize image, int layers, double overlapRatio) {
        int shortSide = Math.min(image.height(), image.width());
        if (Math.scalb(1.0, layers) > shortSide) {
            throw new IllegalArgumentException("cropNLayers " + layers + " cuts an image of " + image
                    + " into crops of no pixel; take fewer layers");
        }
        List<Crop> crops = new ArrayList<>();
        crops.add(new Crop(new Box(0, 0, image.width(), image.height()), 0));
        for (int layer = 1; layer <= layers; layer++) {
            int perSide = 1 << layer;
            int overlap = (int) (overlapRatio * shortSide * (2.0 / perSide));
            int width = length(image.width(), perSide, overlap);
            int height = length(image.height(), perSide, overlap);
            for (int column = 0; column < perSide; column++) {
                for (int row = 0; row < perSide; row++) {
                    int x = (width - overlap) * column;
                    int y = (height - overlap) * row;
                    if (x < image.width() && y < image.height()) {
                        Box box =
                                new Box(x, y, Math.min(width, image.width() - x), Math.min(height, image.height() - y));
                        crops.add(new Crop(box, layer));
                    }
                }
            }
        }
        return crops;
    }

    private static int length(int whole, int parts, int overlap) {
        return (int) Math.ceil((double) (overlap * (parts - 1) + whole) / parts);
    }

    /** What makes masks of smaller crops win over those of larger ones. */
    float preference() {
        return 1f / (box.width() * box.height());
    }
}
