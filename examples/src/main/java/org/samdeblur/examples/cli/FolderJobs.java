package org.samdeblur.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.examples.cli.Job.Existing;

/** Gives every image its output in a folder, in which the tree of the inputs is kept. */
final class FolderJobs {
    private final Path folder;
    private final UnaryOperator<Path> naming;
    private final Existing existing;

    /**
     * Prepares a folder.
     *
     * @param folder where outputs go; need not be there yet
     * @param naming names an output after its input
     * @param existing what becomes of outputs that are there already
     */
    FolderJobs(Path folder, UnaryOperator<Path> naming, Existing existing) {
        this.folder = folder;
        this.naming = naming;
        this.existing = existing;
    }

    /** Returns a job for every image among the inputs, in folders among them and in those below. */
    List<Job> jobs(List<Path> inputs) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new MisuseException("several inputs need a folder for their outputs, and " + folder + " is a file");
        }
        List<Job> jobs = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                imagesIn(input).forEach(image -> jobs.add(job(image, input.relativize(image))));
            } else {
                jobs.add(job(input, input.getFileName()));
            }
        }
        if (jobs.isEmpty()) {
            throw new SamDeblurException("there are no images in " + inputs.get(0));
        }
        return jobs;
    }

    private Job job(Path input, Path name) {
        return Job.forImage(input, folder.resolve(naming.apply(name)), existing);
    }

    /** Lists the images in a folder and those below it; the output folder may be one of them and is passed over. */
    private List<Path> imagesIn(Path inputs) {
        Path passedOver = folder.toAbsolutePath().normalize();
        Path start = inputs.toAbsolutePath().normalize();
        try (Stream<Path> files = Files.walk(inputs)) {
            return files.filter(Files::isRegularFile)
                    .filter(ImageNames::isReadable)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> start.equals(passedOver)
                            || !file.toAbsolutePath().normalize().startsWith(passedOver))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
