package org.samdeblur.examples.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Precision;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.models.Models;

/**
 * What 16-bit floats cost in quality: the PSNR between a network's outputs in 32-bit floats and in bfloat16, and how much less of PSNR against
 * the sharp images the latter have.
 *
 * <p>Usage: {@code PrecisionFigures MODEL PAIRS IMAGES [STAGES]}; {@code MODEL} is a file, or a name such as {@code embedded-fast};
 * {@code PAIRS} is a folder with the folders {@code input} and {@code target}, of which so many images are taken.
 * The backend is {@code openvino}, or the one that {@code -Dsamdeblur.backend=NAME} names.
 */
public final class PrecisionFigures {
    private PrecisionFigures() {}

    /**
     * Runs the program.
     *
     * @param args model, folder of pairs, number of images; number of stages (all)
     * @throws IOException if the folder cannot be listed
     */
    public static void main(String[] args) throws IOException {
        ModelSource source = Models.ofUser().source(args[0]);
        DeblurModelOptions form = args.length > 3
                ? DeblurModelOptions.DEFAULT.withStages(Integer.parseInt(args[3]))
                : DeblurModelOptions.DEFAULT;
        Path pairs = Path.of(args[1]);
        double between = 0;
        double lost = 0;
        double most = 0;
        List<Path> inputs = first(pairs.resolve("input"), Integer.parseInt(args[2]));
        try (SamDeblur exact = open(source, form, Precision.FLOAT32);
                SamDeblur rounded = open(source, form, Precision.BFLOAT16)) {
            for (Path input : inputs) {
                Image image = Image.read(input);
                Tensor sharp = Image.read(pairs.resolve("target").resolve(input.getFileName()))
                        .toTensor();
                Tensor one = exact.deblur(image).networkOutput();
                Tensor other = rounded.deblur(image).networkOutput();
                double loss = psnr(one, sharp) - psnr(other, sharp);
                between += psnr(one, other);
                lost += loss;
                most = Math.max(most, loss);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d images: %.2f dB between float32 and bfloat16; %.4f dB lost on average, %.4f dB at most%n",
                inputs.size(),
                between / inputs.size(),
                lost / inputs.size(),
                most);
    }

    private static List<Path> first(Path folder, int count) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().limit(count).toList();
        }
    }

    private static SamDeblur open(ModelSource source, DeblurModelOptions form, Precision precision) {
        return SamDeblur.builder()
                .deblurModel(source)
                .modelOptions(form)
                .backend(System.getProperty("samdeblur.backend", "openvino"))
                .device(Device.cpu())
                .precision(precision)
                .build();
    }

    /** Compares outputs as they are seen: clamped to [0, 1]. */
    private static double psnr(Tensor one, Tensor other) {
        double sum = 0;
        for (int i = 0; i < one.size(); i++) {
            double difference =
                    clamped(one.data().get(i)) - clamped(other.data().get(i));
            sum += difference * difference;
        }
        return 10 * Math.log10(one.size() / sum);
    }

    private static double clamped(float value) {
        return Math.min(1, Math.max(0, value));
    }
}
