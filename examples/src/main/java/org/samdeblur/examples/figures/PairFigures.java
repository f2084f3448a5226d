package org.samdeblur.examples.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.samdeblur.api.Image;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Tiling;
import org.samdeblur.evaluation.Psnr;
import org.samdeblur.evaluation.Ssim;
import org.samdeblur.networks.models.Models;

/**
 * Deblurs the images of a folder and prints PSNR and SSIM, blurred and deblurred, against the sharp ones.
 *
 * <p>Usage: {@code PairFigures FOLDER [MODEL [TILE]]}, where the folder holds {@code input} and {@code target}, the model
 * is a file, a folder or {@code embedded}, and the tile is a number of pixels or {@code off}. A folder of sharp images
 * alone is its own target: the figures then say what is taken away from images that need nothing.
 */
public final class PairFigures {
    private PairFigures() {}

    private record Row(String name, double psnrBefore, double psnrAfter, double ssimBefore, double ssimAfter) {
        double gain() {
            return psnrAfter - psnrBefore;
        }
    }

    /**
     * Runs the program.
     *
     * @param args the folder, the model, the tile size
     * @throws IOException if a folder cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 1 || args.length > 3) {
            System.err.println("usage: PairFigures FOLDER [MODEL [TILE]]");
            System.exit(2);
        }
        Path folder = Path.of(args[0]);
        boolean pairs = Files.isDirectory(folder.resolve("input"));
        Path inputs = pairs ? folder.resolve("input") : folder;
        Path targets = pairs ? folder.resolve("target") : folder;
        SamDeblur.Builder settings = SamDeblur.builder();
        if (args.length > 1) {
            settings.deblurModel(Models.ofUser().source(args[1]));
        }
        if (args.length > 2) {
            settings.tiling(args[2].equals("off") ? Tiling.off() : tiles(Integer.parseInt(args[2])));
        }
        List<Row> rows = new ArrayList<>();
        try (SamDeblur deblur = settings.build()) {
            for (Path file : BlurredPairs.images(inputs)) {
                Image blurred = Image.read(file);
                Image sharp = Image.read(targets.resolve(file.getFileName()));
                rows.add(measure(file, blurred, deblur.deblur(blurred).image(), sharp));
                print(rows.get(rows.size() - 1));
            }
        }
        summarise(rows);
    }

    private static Tiling tiles(int size) {
        return Tiling.of(size, size / 8);
    }

    private static Row measure(Path file, Image blurred, Image deblurred, Image sharp) {
        return new Row(
                file.getFileName().toString(),
                Psnr.of(blurred, sharp),
                Psnr.of(deblurred, sharp),
                Ssim.of(blurred, sharp),
                Ssim.of(deblurred, sharp));
    }

    private static void print(Row row) {
        System.out.printf(
                Locale.ROOT,
                "%-28s PSNR %6.2f -> %6.2f (%+5.2f)  SSIM %.4f -> %.4f%n",
                row.name(),
                row.psnrBefore(),
                row.psnrAfter(),
                row.gain(),
                row.ssimBefore(),
                row.ssimAfter());
    }

    private static void summarise(List<Row> rows) {
        print(new Row(
                "mean of " + rows.size(),
                rows.stream().mapToDouble(Row::psnrBefore).average().orElseThrow(),
                rows.stream().mapToDouble(Row::psnrAfter).average().orElseThrow(),
                rows.stream().mapToDouble(Row::ssimBefore).average().orElseThrow(),
                rows.stream().mapToDouble(Row::ssimAfter).average().orElseThrow()));
        System.out.printf(
                Locale.ROOT,
                "lowest PSNR afterwards %.2f dB%n",
                rows.stream().mapToDouble(Row::psnrAfter).min().orElseThrow());
        DoubleSummaryStatistics gains =
                rows.stream().mapToDouble(Row::gain).filter(Double::isFinite).summaryStatistics();
        if (gains.getCount() > 0) {
            System.out.printf(Locale.ROOT, "gain: worst %+.2f dB, best %+.2f dB%n", gains.getMin(), gains.getMax());
        }
    }
}
