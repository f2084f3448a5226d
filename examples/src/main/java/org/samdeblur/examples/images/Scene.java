package org.samdeblur.examples.images;

import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.Image;
import org.samdeblur.api.Tensor;

/** Layers of paint, each covering those before it. */
final class Scene {
    /** Samples along each edge of a pixel, whose mean it shows. */
    private static final int SAMPLES = 3;

    private final List<Layer> layers = new ArrayList<>();

    private record Layer(Region region, Paint paint) {}

    Scene paint(Region region, Paint paint) {
        layers.add(0, new Layer(region, paint));
        return this;
    }

    /**
     * Draws the scene.
     *
     * @param height rows
     * @param width columns
     * @return the picture, 8 bits
     */
    Image draw(int height, int width) {
        float[] rgb = new float[3 * height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Colour colour = pixel(x, y);
                int at = y * width + x;
                rgb[at] = (float) colour.red();
                rgb[at + height * width] = (float) colour.green();
                rgb[at + 2 * height * width] = (float) colour.blue();
            }
        }
        return Image.of(Tensor.of(rgb, 3, height, width));
    }

    private Colour pixel(int x, int y) {
        Colour sum = new Colour(0, 0, 0);
        for (int i = 0; i < SAMPLES * SAMPLES; i++) {
            Colour sample = at(x + (i % SAMPLES + 0.5) / SAMPLES, y + (i / SAMPLES + 0.5) / SAMPLES);
            sum = new Colour(sum.red() + sample.red(), sum.green() + sample.green(), sum.blue() + sample.blue());
        }
        return sum.times(1.0 / (SAMPLES * SAMPLES));
    }

    private Colour at(double x, double y) {
        for (Layer layer : layers) {
            if (layer.region().contains(x, y)) {
                return layer.paint().at(x, y);
            }
        }
        return new Colour(0, 0, 0);
    }
}
