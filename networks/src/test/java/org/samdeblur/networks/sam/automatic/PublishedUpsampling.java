package org.samdeblur.networks.sam.automatic;

import org.samdeblur.networks.sam.pixels.MaskFrame;

/** Logits stretched as the published code does it: for SAM twice, densely, in single precision. */
final class PublishedUpsampling {
    private PublishedUpsampling() {}

    /** The logits of all pixels of the image, row-major. */
    static float[] stretch(float[] logits, MaskFrame frame) {
        int input = frame.stretch().side();
        int height = frame.stretch().part().height();
        int width = frame.stretch().part().width();
        float[] whole = resize(logits, frame.mask(), frame.mask(), input, input);
        float[] filled = new float[height * width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(whole, y * input, filled, y * width, width);
        }
        return resize(
                filled, height, width, frame.image().height(), frame.image().width());
    }

    private static float[] resize(float[] from, int fromHeight, int fromWidth, int height, int width) {
        float[] to = new float[height * width];
        for (int y = 0; y < height; y++) {
            float row = Math.max(0, (float) fromHeight / height * (y + 0.5f) - 0.5f);
            int top = Math.min((int) row, fromHeight - 1);
            int bottom = Math.min(top + 1, fromHeight - 1);
            float down = row - top;
            for (int x = 0; x < width; x++) {
                float column = Math.max(0, (float) fromWidth / width * (x + 0.5f) - 0.5f);
                int left = Math.min((int) column, fromWidth - 1);
                int right = Math.min(left + 1, fromWidth - 1);
                float across = column - left;
                float upper = (1 - across) * from[top * fromWidth + left] + across * from[top * fromWidth + right];
                float lower =
                        (1 - across) * from[bottom * fromWidth + left] + across * from[bottom * fromWidth + right];
                to[y * width + x] = (1 - down) * upper + down * lower;
            }
        }
        return to;
    }
}
