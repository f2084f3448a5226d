package org.samdeblur.examples.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.evaluation.SegmentationCovering;
import org.samdeblur.map.segment.GraphSegmenter;

/**
 * Prints how well a segmenter's masks cover the regions that people see ({@link SegmentationCovering}), image by image.
 *
 * <p>Usage: {@code CoveringFigures IMAGES PEOPLE [SEGMENTER [COUNT]]}, with a folder of images, a folder of BSDS500's
 * {@code .mat} files of the same names, a segmenter, and the number of images if not all. The segmenter is {@code graph} with
 * its usual settings, {@code graph:SCALE:MINIMUM_SIZE}, or the file of a segmentation network.
 */
public final class CoveringFigures {
    private CoveringFigures() {}

    private record Row(String name, int masks, int people, double covering) {}

    /**
     * Runs the program.
     *
     * @param args the folder of images, the folder of segmentations, the segmenter, the number of images
     * @throws IOException if a folder or a segmentation cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length > 4) {
            System.err.println("usage: CoveringFigures IMAGES PEOPLE [SEGMENTER [COUNT]]");
            System.exit(2);
        }
        SamDeblur.Builder settings = SamDeblur.builder();
        if (args.length > 2) {
            choose(args[2], settings);
        }
        long count = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
        List<Row> rows = new ArrayList<>();
        try (SamDeblur segmenter = settings.build()) {
            for (Path file :
                    BlurredPairs.images(Path.of(args[0])).stream().limit(count).toList()) {
                rows.add(measure(segmenter, file, Path.of(args[1])));
                print(rows.get(rows.size() - 1));
            }
        }
        summarise(rows);
    }

    private static void choose(String segmenter, SamDeblur.Builder settings) {
        String[] parts = segmenter.split(":");
        if (!parts[0].equals("graph")) {
            settings.segmenter(ModelSource.of(Path.of(segmenter)));
        } else if (parts.length == 3) {
            double sigma = new GraphSegmenter().sigma();
            settings.segmenter(new GraphSegmenter(Double.parseDouble(parts[1]), sigma, Integer.parseInt(parts[2])));
        } else {
            settings.segmenter(new GraphSegmenter());
        }
    }

    private static Row measure(SamDeblur segmenter, Path file, Path folderOfPeople) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
        List<MaskSet> people = HumanSegmentations.read(folderOfPeople.resolve(name + ".mat"));
        MaskSet masks = segmenter.segment(Image.read(file), Progress.NONE);
        return new Row(name, masks.size(), people.size(), SegmentationCovering.of(masks, people));
    }

    private static void print(Row row) {
        System.out.printf(
                Locale.ROOT,
                "%-12s %4d masks, %d people, covering %.4f%n",
                row.name(),
                row.masks(),
                row.people(),
                row.covering());
    }

    private static void summarise(List<Row> rows) {
        System.out.printf(
                Locale.ROOT,
                "mean of %d: %.1f masks, covering %.4f%n",
                rows.size(),
                rows.stream().mapToInt(Row::masks).average().orElseThrow(),
                rows.stream().mapToDouble(Row::covering).average().orElseThrow());
    }
}
