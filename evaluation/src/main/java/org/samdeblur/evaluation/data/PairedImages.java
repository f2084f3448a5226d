package org.samdeblur.evaluation.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.api.SamDeblurException;

/**
 * A data set of blurred images and their sharp targets. Files belong together if their paths within their folders are the same
 * but for the suffix: {@code input/a/7.png}, {@code target/a/7.jpg} and {@code grouped_masks/a/7.npz}. Nothing but names is
 * looked at before a pair {@linkplain ImagePair#read is read}.
 *
 * <p>SAM-Deblur's data sets (GoPro, RealBlur-J, REDS, ReLoBlur) are folders of
 * {@code {train,test}/{input,target,input_mask,grouped_masks}}; {@link #in} finds its way in them.
 *
 * @param name what tables call it
 * @param inputs the folder of blurred images
 * @param pairs the pairs, by name
 * @param unpaired inputs that make no pair, by name
 * @param unusedTargets how many targets have no input
 * @param notTaken what the folders of inputs and of targets hold besides images, each {@linkplain NotTaken#describe described} in a line
 * @since 0.1.0
 */
public record PairedImages(
        String name,
        Path inputs,
        List<ImagePair> pairs,
        List<Unpaired> unpaired,
        int unusedTargets,
        List<String> notTaken) {
    private static final Set<String> PARTS = Set.of("test", "val", "train");
    private static final List<String> MASK_FOLDERS = List.of("grouped_masks", "input_mask");

    /**
     * Copies the lists.
     *
     * @param name what tables call it
     * @param inputs the folder of blurred images
     * @param pairs the pairs
     * @param unpaired inputs that make no pair
     * @param unusedTargets how many targets have no input
     * @param notTaken what the folders hold besides images
     */
    public PairedImages {
        pairs = List.copyOf(pairs);
        unpaired = List.copyOf(unpaired);
        notTaken = List.copyOf(notTaken);
    }

    /**
     * Opens a data set in the published layout: a folder with {@code input} and {@code target}, or one whose {@code test} has
     * them. Masks are taken from its {@code grouped_masks}, else from its {@code input_mask}, if it has such a folder.
     *
     * @param name what tables call it
     * @param folder the data set
     * @return the pairs
     * @throws SamDeblurException if there are no such folders, or there is no image in {@code input}
     */
    public static PairedImages in(String name, Path folder) {
        Path part = partOf(folder);
        Optional<Path> masks = MASK_FOLDERS.stream()
                .map(part::resolve)
                .filter(Files::isDirectory)
                .findFirst();
        return of(name, part.resolve("input"), part.resolve("target"), masks.map(NamedFiles::masks));
    }

    private static Path partOf(Path folder) {
        return List.of(folder, folder.resolve("test")).stream()
                .filter(part -> Files.isDirectory(part.resolve("input")) && Files.isDirectory(part.resolve("target")))
                .findFirst()
                .orElseThrow(() -> new SamDeblurException(
                        folder + " holds no pairs: neither it nor its test has the folders input and target"));
    }

    /**
     * Names a data set after its folder, or that one's parent if the folder is a part of it, such as {@code GoPro/test}.
     *
     * @param folder the data set
     * @return its name
     */
    public static String nameOf(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        Path named = PARTS.contains(String.valueOf(whole.getFileName())) ? whole.getParent() : whole;
        return named.getFileName() == null ? "images" : named.getFileName().toString();
    }

    /**
     * Opens a data set whose folders lie anywhere.
     *
     * @param name what tables call it
     * @param inputs the folder of blurred images, searched with those below it
     * @param targets the folder of sharp images, in the same tree
     * @param masks the folder of masks ({@code .npz}, {@code .npy}, {@code .json} or {@code .png}), in the same tree; an input need not
     *     have any there
     * @return the pairs
     * @throws SamDeblurException if a folder is missing, or there is no image among the inputs
     */
    public static PairedImages of(String name, Path inputs, Path targets, Path masks) {
        return of(name, inputs, targets, Optional.of(NamedFiles.masks(masks)));
    }

    /**
     * Opens a data set without masks whose folders lie anywhere.
     *
     * @param name what tables call it
     * @param inputs the folder of blurred images, searched with those below it
     * @param targets the folder of sharp images, in the same tree
     * @return the pairs
     * @throws SamDeblurException if a folder is missing, or there is no image among the inputs
     */
    public static PairedImages of(String name, Path inputs, Path targets) {
        return of(name, inputs, targets, Optional.empty());
    }

    private static PairedImages of(String name, Path inputs, Path targets, Optional<NamedFiles> masks) {
        NamedFiles inputFiles = NamedFiles.images(inputs);
        if (inputFiles.names().isEmpty()) {
            throw new SamDeblurException(NotTaken.noImages(inputFiles));
        }
        return new Pairing(inputFiles, NamedFiles.images(targets), masks).make(name);
    }
}
