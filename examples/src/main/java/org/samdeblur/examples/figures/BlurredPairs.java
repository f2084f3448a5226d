package org.samdeblur.examples.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.samdeblur.api.Image;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.evaluation.blur.Exposure;
import org.samdeblur.evaluation.blur.MotionBlur;
import org.samdeblur.evaluation.blur.Noise;
import org.samdeblur.evaluation.blur.Response;
import org.samdeblur.evaluation.blur.SceneMotion;
import org.samdeblur.evaluation.blur.Trajectories;
import org.samdeblur.map.segment.GraphSegmenter;

/**
 * Makes blurred/sharp pairs of a folder of sharp images, in the layout of SAM-Deblur's data sets ({@code input},
 * {@code target}): camera shake, of 5.5 to 22 pixels if nothing else is said, and things that move by themselves.
 *
 * <p>Usage: {@code BlurredPairs SHARP_FOLDER OUT_FOLDER [SHORTEST LONGEST [JOLTS [LINEAR_LIGHT [NOISE]]]]}, numbers as {@link BlurSettings}
 * takes them; {@code NOISE} is varied between 0.5 and 1.5 times. The same images and numbers give the same pairs.
 */
public final class BlurredPairs {
    private static final double[] USUAL = {5.5, 22, 0, 1, 0.005};

    /** Finds the things that move. Its settings are fixed, so that the pairs of published figures can be made again. */
    private static final GraphSegmenter THINGS = new GraphSegmenter(150, 0.8, 60);

    private BlurredPairs() {}

    /**
     * Runs the program.
     *
     * @param args the folder of sharp images, the folder to write to, numbers
     * @throws IOException if a folder cannot be read or made
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 2 || args.length == 3 || args.length > 7) {
            System.err.println(
                    "usage: BlurredPairs SHARP_FOLDER OUT_FOLDER [SHORTEST LONGEST [JOLTS [LINEAR_LIGHT [NOISE]]]]");
            System.exit(2);
        }
        Path input = Files.createDirectories(Path.of(args[1], "input"));
        Path target = Files.createDirectories(Path.of(args[1], "target"));
        List<Path> files = images(Path.of(args[0]));
        MotionBlur motion = new MotionBlur(settings(args));
        for (int i = 0; i < files.size(); i++) {
            Image sharp = Image.read(files.get(i));
            String name = files.get(i).getFileName().toString().replaceFirst("\\.[^.]+$", ".png");
            motion.blur(sharp, THINGS.segment(sharp), i).write(input.resolve(name));
            sharp.write(target.resolve(name));
        }
        System.out.printf("%d pairs in %s%n", files.size(), args[1]);
    }

    private static BlurSettings settings(String[] args) {
        double[] numbers = USUAL.clone();
        for (int i = 2; i < args.length; i++) {
            numbers[i - 2] = Double.parseDouble(args[i]);
        }
        return new BlurSettings(
                new Trajectories(numbers[0], numbers[1], 1, numbers[2]),
                new SceneMotion(0, 1, 0),
                new Exposure(numbers[3], Response.USUAL, 0, new Noise(numbers[4], args.length > 6 ? 0.5 : 0, 0)));
    }

    static List<Path> images(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(png|jpg|jpeg)"))
                    .sorted()
                    .toList();
        }
    }
}
