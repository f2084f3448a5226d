package org.samdeblur.evaluation.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.samdeblur.api.SamDeblurException;

/**
 * A data set of blurred images and their sharp targets. Files belong together if their paths within their folders are
 * equal apart from the suffix: {@code input/a/7.png}, {@code target/a/7.jpg} and {@code grouped_masks/a/7.npz}. Only
 * names are compared; a file is opened when its pair is {@linkplain ImagePair#read read}. Immutable.
 *
 * <p>SAM-Deblur's data sets (GoPro, RealBlur-J, REDS, ReLoBlur) are folders of {@code
 * {train,test}/{input,target,input_mask,grouped_masks}}; {@link #in} opens them.
 *
 * @param name the name in tables
 * @param inputs the folder of blurred images
 * @param pairs the pairs, sorted by name
 * @param unpaired inputs without a pair, sorted by name
 * @param unusedTargets the number of targets without an input
 * @param ignored files in both folders that are not used, {@linkplain IgnoredFiles#describe described} in one line for
 *     each folder
 * @since 0.1.0
 */
public record PairedImages(
        String name,
        Path inputs,
        List<ImagePair> pairs,
        List<Unpaired> unpaired,
        int unusedTargets,
        List<String> ignored) {
    private static final Set<String> PARTS = Set.of("test", "val", "train");
    private static final List<String> MASK_FOLDERS = List.of("grouped_masks", "input_mask");

    /**
     * Copies the lists.
     *
     * @param name the name in tables
     * @param inputs the folder of blurred images
     * @param pairs the pairs
     * @param unpaired inputs without a pair
     * @param unusedTargets the number of targets without an input
     * @param ignored files that are not used
     */
    public PairedImages {
        pairs = List.copyOf(pairs);
        unpaired = List.copyOf(unpaired);
        ignored = List.copyOf(ignored);
    }

    /**
     * Opens a data set in the published layout: a folder that contains {@code input} and {@code target}, or whose
     * {@code test} does. Masks are taken from {@code grouped_masks} or, if there is no such folder, from {@code
     * input_mask}.
     *
     * @param name the name in tables
     * @param folder the data set
     * @return the pairs
     * @throws SamDeblurException if the folders do not exist, or there is no image in {@code input}
     */
    public static PairedImages in(String name, Path folder) {
        PairFolders folders = PairFolders.of(folder, "test");
        Optional<Path> masks = MASK_FOLDERS.stream()
                .map(folders.parent()::resolve)
                .filter(Files::isDirectory)
                .findFirst();
        return of(name, folders.input(), folders.target(), masks.map(NamedFiles::masks));
    }

    /**
     * Returns a name for a data set: that of its folder, or of the folder above if this one is a part, such as {@code
     * GoPro/test}.
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
     * Opens a data set with separate folders.
     *
     * @param name the name in tables
     * @param inputs the folder of blurred images, with subfolders
     * @param targets the folder of sharp images, with the same subfolders
     * @param masks the folder of masks ({@code .npz}, {@code .npy}, {@code .json} or {@code .png}), with the same
     *     subfolders; inputs without masks are allowed
     * @return the pairs
     * @throws SamDeblurException if a folder is missing, or there is no image among the inputs
     */
    public static PairedImages of(String name, Path inputs, Path targets, Path masks) {
        return of(name, inputs, targets, Optional.of(NamedFiles.masks(masks)));
    }

    /**
     * Opens a data set with separate folders and without masks.
     *
     * @param name the name in tables
     * @param inputs the folder of blurred images, with subfolders
     * @param targets the folder of sharp images, with the same subfolders
     * @return the pairs
     * @throws SamDeblurException if a folder is missing, or there is no image among the inputs
     */
    public static PairedImages of(String name, Path inputs, Path targets) {
        return of(name, inputs, targets, Optional.empty());
    }

    private static PairedImages of(String name, Path inputs, Path targets, Optional<NamedFiles> masks) {
        NamedFiles inputFiles = NamedFiles.images(inputs);
        if (inputFiles.names().isEmpty()) {
            throw new SamDeblurException(IgnoredFiles.noImages(inputFiles));
        }
        return new Pairing(inputFiles, NamedFiles.images(targets), masks).make(name);
    }
}
