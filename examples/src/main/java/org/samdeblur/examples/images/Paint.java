package org.samdeblur.examples.images;

/** The colours of a surface, by place. */
@FunctionalInterface
interface Paint {
    Colour at(double x, double y);

    static Paint plain(int rgb) {
        Colour colour = Colour.of(rgb);
        return (x, y) -> colour;
    }

    static Paint fading(int top, double topY, int bottom, double bottomY) {
        Colour from = Colour.of(top);
        Colour to = Colour.of(bottom);
        return (x, y) -> from.mix(to, Math.min(Math.max((y - topY) / (bottomY - topY), 0), 1));
    }

    static Paint stripes(int first, int second, double width, double slant) {
        Colour one = Colour.of(first);
        Colour other = Colour.of(second);
        return (x, y) -> Math.floorMod((long) Math.floor((x + slant * y) / width), 2L) == 0 ? one : other;
    }

    /** Rows of bricks, each of its own shade, with joints between them. */
    static Paint bricks(int rgb, int joint, double length, double height, long seed) {
        Colour brick = Colour.of(rgb);
        Colour mortar = Colour.of(joint);
        return (x, y) -> {
            long row = (long) Math.floor(y / height);
            double shifted = x / length + (row % 2 == 0 ? 0 : 0.5);
            long column = (long) Math.floor(shifted);
            boolean inJoint = (shifted - column) * length < 1 || y - row * height < 1;
            return inJoint ? mortar : brick.times(0.8 + 0.4 * Noise.cell(column, row, seed));
        };
    }

    /** Roof tiles: overlapping rows whose lower edges are round. */
    static Paint scales(int rgb, double size, long seed) {
        Colour tile = Colour.of(rgb);
        return (x, y) -> {
            long row = (long) Math.floor(y / size);
            double shifted = x / size + (row % 2 == 0 ? 0 : 0.5);
            long column = (long) Math.floor(shifted);
            double across = 2 * (shifted - column) - 1;
            double down = y / size - row;
            double shade = 0.75 + 0.35 * Noise.cell(column, row, seed) - 0.35 * down * across * across;
            return tile.times(shade);
        };
    }

    default Paint withGrain(double strength, double size, long seed) {
        return (x, y) -> at(x, y).times(1 + strength * (Noise.rough(x / size, y / size, seed) - 0.5));
    }
}
