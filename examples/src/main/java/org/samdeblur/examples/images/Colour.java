package org.samdeblur.examples.images;

/**
 * A colour in sRGB.
 *
 * @param red in [0, 1]
 * @param green in [0, 1]
 * @param blue in [0, 1]
 */
record Colour(double red, double green, double blue) {
    /** Takes a colour as the web writes it, such as 0xFF8000 for orange. */
    static Colour of(int rgb) {
        return new Colour((rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
    }

    Colour mix(Colour other, double share) {
        return new Colour(
                red + (other.red - red) * share,
                green + (other.green - green) * share,
                blue + (other.blue - blue) * share);
    }

    Colour times(double brightness) {
        return new Colour(red * brightness, green * brightness, blue * brightness);
    }
}
