package org.samdeblur.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.cli.files.Existing;

/**
 * One input and its outputs.
 *
 * @param input an image, or a network's input as {@code .npy}
 * @param result the file for the deblurred image or the masks
 * @param tensor the file for the network's output
 * @param existing what happens to outputs that exist
 */
public record Job(Path input, Optional<Path> result, Optional<Path> tensor, Existing existing) {
    /** Creates a job with one output. */
    static Job forImage(Path input, Path result, Existing existing) {
        return new Job(input, Optional.of(result), Optional.empty(), existing);
    }

    List<Path> outputs() {
        return Stream.concat(result.stream(), tensor.stream()).toList();
    }

    /**
     * Returns whether nothing is to be written, because all outputs exist and are kept.
     *
     * @return whether there is nothing to do
     */
    public boolean isDone() {
        return outputs().stream().allMatch(existing::keeps);
    }

    /**
     * Returns whether an output is to be written.
     *
     * @param output the file
     * @return whether to write it
     */
    public boolean wants(Path output) {
        return !existing.keeps(output);
    }
}
