package org.samdeblur.cli.evaluate;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Segmenter;
import org.samdeblur.cli.files.Existing;
import org.samdeblur.cli.files.OutputFolder;
import org.samdeblur.evaluation.data.ImagePair;
import org.samdeblur.map.files.MaskFiles;

/** The masks of inputs: those of the data set, else found once and kept, so that all networks get the same. */
final class EvaluationMasks implements AutoCloseable {
    /** The name of their folder beside those of the networks' outputs. */
    static final String FOLDER = "masks";

    private final Supplier<Segmenter> opener;
    private final Path folder;
    private final Existing existing;
    private final Set<Path> found = new HashSet<>();
    private Optional<Segmenter> segmenter = Optional.empty();

    /**
     * Prepares to find masks; nothing is loaded yet.
     *
     * @param opener loads the segmenter
     * @param folder where masks found are kept, in a folder for every data set
     * @param existing what becomes of masks found by an earlier run
     */
    EvaluationMasks(Supplier<Segmenter> opener, Path folder, Existing existing) {
        this.opener = opener;
        this.folder = folder;
        this.existing = existing;
    }

    MaskSet of(String dataSet, ImagePair pair, Image input, Progress progress) {
        Optional<MaskSet> known = known(dataSet, pair, input.size());
        return known.isPresent() ? known.get() : find(fileOf(dataSet, pair), input, progress);
    }

    /**
     * Returns masks that are there without looking for them in the image.
     *
     * @param dataSet the data set's name
     * @param pair the pair
     * @param size the size of its images
     * @return the masks; empty if they have not been found yet
     * @throws org.samdeblur.api.InvalidMaskException if their file is damaged, or of masks of another size
     */
    Optional<MaskSet> known(String dataSet, ImagePair pair, ImageSize size) {
        return pair.masks()
                .or(() -> Optional.of(fileOf(dataSet, pair)).filter(this::isFound))
                .map(file -> MaskFiles.read(file, pair.input(), size));
    }

    private MaskSet find(Path file, Image input, Progress progress) {
        if (segmenter.isEmpty()) {
            segmenter = Optional.of(opener.get());
        }
        MaskSet masks = segmenter.get().segment(input, progress);
        OutputFolder.createFor(file);
        MaskFiles.write(file, masks);
        found.add(file);
        return masks;
    }

    private boolean isFound(Path file) {
        return found.contains(file) || existing.keeps(file);
    }

    /** Returns where the masks of a data set are kept. */
    Path folderOf(String dataSet) {
        return folder.resolve(dataSet);
    }

    private Path fileOf(String dataSet, ImagePair pair) {
        return folderOf(dataSet).resolve(pair.name() + ".json");
    }

    @Override
    public void close() {
        segmenter.ifPresent(Segmenter::close);
    }
}
