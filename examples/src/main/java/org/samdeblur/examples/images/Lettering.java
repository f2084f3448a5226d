package org.samdeblur.examples.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Capital letters made of strokes, so that they look the same everywhere. */
final class Lettering {
    private static final double WIDTH = 4;
    private static final double HEIGHT = 6;
    private static final double ADVANCE = 5.6;

    /** Strokes on a grid of 4×6: each a run of points written as column and row. */
    private static final Map<Character, String> STROKES = Map.ofEntries(
            Map.entry('A', "06 02 20 42 46|04 44"),
            Map.entry('B', "00 06 36 45 44 33 03|33 42 41 30 00"),
            Map.entry('C', "41 30 10 01 05 16 36 45"),
            Map.entry('D', "00 06 26 44 42 20 00"),
            Map.entry('E', "40 00 06 46|03 33"),
            Map.entry('F', "40 00 06|03 33"),
            Map.entry('I', "20 26"),
            Map.entry('K', "00 06|40 03 46"),
            Map.entry('L', "00 06 46"),
            Map.entry('M', "06 00 23 40 46"),
            Map.entry('N', "06 00 46 40"),
            Map.entry('O', "10 30 41 45 36 16 05 01 10"),
            Map.entry('R', "06 00 30 41 42 33 03|23 46"),
            Map.entry('S', "41 30 10 01 02 13 33 44 45 36 16 05"),
            Map.entry('T', "00 40|20 26"));

    private Lettering() {}

    /**
     * Returns the region of a word.
     *
     * @param word capital letters
     * @param left where it begins
     * @param top where its letters begin
     * @param size the letters' height
     * @param thickness of the strokes
     * @return all strokes
     */
    static Region word(String word, double left, double top, double size, double thickness) {
        double unit = size / HEIGHT;
        List<Region> strokes = new ArrayList<>();
        for (int i = 0; i < word.length(); i++) {
            for (String stroke : STROKES.get(word.charAt(i)).split("\\|")) {
                addLines(strokes, stroke.split(" "), left + i * ADVANCE * unit, top, unit, thickness);
            }
        }
        Region letters = Region.union(strokes.toArray(Region[]::new));
        double margin = thickness / 2;
        Region frame = Region.box(
                left - margin,
                top - margin,
                ((word.length() - 1) * ADVANCE + WIDTH) * unit + thickness,
                size + thickness);
        return (x, y) -> frame.contains(x, y) && letters.contains(x, y);
    }

    private static void addLines(
            List<Region> lines, String[] points, double left, double top, double unit, double thickness) {
        for (int i = 1; i < points.length; i++) {
            lines.add(Region.line(
                    left + column(points[i - 1]) * unit,
                    top + row(points[i - 1]) * unit,
                    left + column(points[i]) * unit,
                    top + row(points[i]) * unit,
                    thickness));
        }
    }

    private static int column(String point) {
        return point.charAt(0) - '0';
    }

    private static int row(String point) {
        return point.charAt(1) - '0';
    }
}
