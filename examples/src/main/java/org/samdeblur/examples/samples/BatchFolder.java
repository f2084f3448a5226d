package org.samdeblur.examples.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.samdeblur.api.Batch;
import org.samdeblur.api.BatchItem;
import org.samdeblur.api.Image;
import org.samdeblur.api.SamDeblur;

/** Deblurs the images of a folder, two at a time. An image that cannot be read is reported, and the others go on. */
public final class BatchFolder {
    private BatchFolder() {}

    /**
     * Runs the sample.
     *
     * @param arguments the folder of images and the folder to write to, which is there
     * @throws IOException if the folder cannot be listed
     */
    public static void main(String[] arguments) throws IOException {
        Path input = Path.of(arguments[0]);
        Path output = Path.of(arguments[1]);
        try (SamDeblur deblur = SamDeblur.builder().build();
                Stream<Path> files =
                        Files.list(input).filter(Files::isRegularFile).sorted();
                Stream<BatchItem<Path, Path>> results = Batch.ofWorkers(2).run(files, file -> {
                    Path target = output.resolve(file.getFileName());
                    deblur.deblur(Image.read(file)).image().write(target);
                    return target;
                })) {
            results.forEach(BatchFolder::tell);
        }
    }

    private static void tell(BatchItem<Path, Path> item) {
        item.failure()
                .ifPresentOrElse(
                        failure -> System.err.println(item.input() + ": " + failure.getMessage()),
                        () -> System.out.println(item.input() + " -> " + item.result()));
    }
}
