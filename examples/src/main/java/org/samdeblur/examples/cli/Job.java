package org.samdeblur.examples.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One input and what is to be made of it.
 *
 * @param input an image, or a network's input as {@code .npy}
 * @param image where the deblurred image goes
 * @param tensor where the network's output goes
 */
record Job(Path input, Optional<Path> image, Optional<Path> tensor) {
    List<Path> outputs() {
        return Stream.concat(image.stream(), tensor.stream()).toList();
    }

    boolean isDone() {
        return outputs().stream().allMatch(Files::exists);
    }
}
