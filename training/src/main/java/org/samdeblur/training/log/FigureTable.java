package org.samdeblur.training.log;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.samdeblur.api.SamDeblurException;

/**
 * A file of comma-separated figures. Each row is written immediately. The first column is the step, the second the
 * figure that the chart shows.
 */
final class FigureTable implements AutoCloseable {
    private final Path file;
    private final List<Curve.Point> points;
    private final BufferedWriter rows;

    private FigureTable(Path file, List<Curve.Point> points, BufferedWriter rows) {
        this.file = file;
        this.points = points;
        this.rows = rows;
    }

    /**
     * Opens a table to append to it, or creates one.
     *
     * @param header the names of the figures, separated by commas
     * @param lastStep rows of later steps are removed
     */
    static FigureTable open(Path file, String header, long lastStep) {
        try {
            List<String> kept = new ArrayList<>(List.of(header));
            List<Curve.Point> points = new ArrayList<>();
            for (String row : rowsOf(file)) {
                Curve.Point point = point(row);
                if (point.step() <= lastStep) {
                    kept.add(completed(row, header));
                    points.add(point);
                }
            }
            Path draft = Files.write(file.resolveSibling("." + file.getFileName()), kept);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            return new FigureTable(file, points, Files.newBufferedWriter(file, StandardOpenOption.APPEND));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new SamDeblurException("cannot append to " + file + ": " + e.getMessage() + "; move it away", e);
        }
    }

    /** Returns the rows after the header, without a row that a crash left incomplete. */
    private static List<String> rowsOf(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String all = Files.readString(file);
        return all.substring(0, all.lastIndexOf('\n') + 1).lines().skip(1).toList();
    }

    /** Returns a row with empty columns for figures that an older table lacks. */
    private static String completed(String row, String header) {
        return row + ",".repeat(Math.max(0, commas(header) - commas(row)));
    }

    private static int commas(String row) {
        return (int) row.chars().filter(letter -> letter == ',').count();
    }

    private static Curve.Point point(String row) {
        String[] figures = row.split(",");
        return new Curve.Point(Long.parseLong(figures[0]), Double.parseDouble(figures[1]));
    }

    void add(long step, double... figures) {
        points.add(new Curve.Point(step, figures[0]));
        try {
            rows.write(step + ","
                    + Arrays.stream(figures).mapToObj(Double::toString).collect(Collectors.joining(",")) + "\n");
            rows.flush();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private SamDeblurException unwritable(IOException e) {
        return new SamDeblurException("cannot write " + file + ": " + e.getMessage(), e);
    }

    Curve curve() {
        return new Curve(List.copyOf(points));
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
