package org.samdeblur.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of a {@link RandomSam} in the folder for temporary files, deleted when it is closed.
 *
 * @param file the file
 */
record RandomCheckpoint(Path file) implements AutoCloseable {
    static RandomCheckpoint of(RandomSam.Size size) throws IOException {
        RandomCheckpoint checkpoint = new RandomCheckpoint(Files.createTempFile("sam", ".safetensors"));
        try {
            RandomSam.write(checkpoint.file, size);
            return checkpoint;
        } catch (RuntimeException | Error e) {
            checkpoint.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Files.delete(file);
    }
}
