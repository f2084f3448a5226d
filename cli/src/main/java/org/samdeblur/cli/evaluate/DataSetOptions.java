package org.samdeblur.cli.evaluate;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.evaluation.data.ImagePair;
import org.samdeblur.evaluation.data.PairedImages;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which pairs of blurred and sharp images there are. */
final class DataSetOptions {
    @Parameters(
            paramLabel = "INPUT",
            arity = "0..1",
            description = "The folder of blurred images, with its subfolders.")
    private Optional<Path> input = Optional.empty();

    @Option(
            names = "--target",
            paramLabel = "DIR",
            description = "The folder of sharp images. Files of the same path form a pair, whatever their suffix:"
                    + " DIR/scene/7.png and DIR/scene/7.jpg.")
    private Optional<Path> target = Optional.empty();

    @Option(
            names = "--masks",
            paramLabel = "DIR",
            description = "The folder of masks (npz, npy, json or png), in the same tree. The segmenter finds those"
                    + " that are missing.")
    private Optional<Path> masks = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "[NAME=]DIR",
            converter = Named.OfDataSet.class,
            description =
                    "Instead of INPUT, --target and --masks, a data set as SAM-Deblur publishes them: DIR holds input, target and maybe"
                            + " grouped_masks or input_mask, or its folder test does. May be given several times; each gets"
                            + " its columns in the table.")
    private List<Named<Path>> dataSets = List.of();

    /** Finds the pairs. */
    List<PairedImages> open() {
        if (dataSets.isEmpty()) {
            return List.of(openFolders());
        }
        if (Stream.of(input, target, masks).anyMatch(Optional::isPresent)) {
            throw new MisuseException("--data stands for INPUT, --target and --masks; give one or the others");
        }
        Set<String> names = new HashSet<>();
        for (Named<Path> dataSet : dataSets) {
            if (!names.add(dataSet.name())) {
                throw new MisuseException(
                        "two data sets are called " + dataSet.name() + "; give one another name: --data NAME=DIR");
            }
        }
        return dataSets.stream()
                .map(dataSet -> PairedImages.in(dataSet.name(), dataSet.what()))
                .toList();
    }

    private PairedImages openFolders() {
        if (input.isEmpty() || target.isEmpty()) {
            throw new MisuseException("images are missing: give INPUT and --target DIR, or --data DIR");
        }
        String name = nameOf(input.get());
        PairedImages images = masks.map(folder -> PairedImages.of(name, input.get(), target.get(), folder))
                .orElseGet(() -> PairedImages.of(name, input.get(), target.get()));
        masks.ifPresent(folder -> requireAny(images, folder));
        return images;
    }

    /** A folder of masks that holds those of no image is a wrong one. */
    private static void requireAny(PairedImages images, Path masks) {
        List<ImagePair> pairs = images.pairs();
        if (!pairs.isEmpty() && pairs.stream().allMatch(pair -> pair.masks().isEmpty())) {
            throw new SamDeblurException("no masks in " + masks + " have the name of an image in " + images.inputs());
        }
    }

    /** Names pairs after the folder that holds {@code input}, where it is called so. */
    private static String nameOf(Path input) {
        Path folder = input.toAbsolutePath().normalize();
        return PairedImages.nameOf(folder.endsWith("input") && folder.getNameCount() > 1 ? folder.getParent() : folder);
    }
}
