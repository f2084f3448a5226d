package org.samdeblur.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.Existing;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.evaluation.data.IgnoredFiles;

/** Assigns every image an output in a folder, which has the tree of the inputs. */
public final class FolderJobs {
    private final Path folder;
    private final UnaryOperator<Path> naming;
    private final Existing existing;

    /**
     * Prepares a folder.
     *
     * @param folder the folder of outputs, which need not exist
     * @param naming names an output after its input
     * @param existing what happens to outputs that exist
     */
    public FolderJobs(Path folder, UnaryOperator<Path> naming, Existing existing) {
        this.folder = folder;
        this.naming = naming;
        this.existing = existing;
    }

    /**
     * Returns a job for every image among the inputs, including those in folders and their subfolders.
     *
     * @param inputs files and folders
     * @return the jobs
     */
    public Jobs jobs(List<Path> inputs) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new MisuseException("several inputs need a folder for their outputs, and " + folder + " is a file");
        }
        List<Job> jobs = new ArrayList<>();
        Map<Path, List<Path>> ignored = new LinkedHashMap<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                Map<Boolean, List<Path>> found = filesIn(input);
                found.get(true).forEach(image -> jobs.add(job(image, input.relativize(image))));
                List<Path> others = found.get(false).stream()
                        .filter(IgnoredFiles::deservesMention)
                        .toList();
                if (!others.isEmpty()) {
                    ignored.put(input, others);
                }
            } else {
                jobs.add(job(input, input.getFileName()));
            }
        }
        if (jobs.isEmpty()) {
            Path first = inputs.get(0);
            throw new SamDeblurException(IgnoredFiles.noImages(first, ignored.getOrDefault(first, List.of())));
        }
        return new Jobs(jobs, ignored);
    }

    private Job job(Path input, Path name) {
        return Job.forImage(input, folder.resolve(naming.apply(name)), existing);
    }

    /** Lists images (true) and all other files (false) in a folder and its subfolders, except those in the output folder. */
    private Map<Boolean, List<Path>> filesIn(Path inputs) {
        Path passedOver = folder.toAbsolutePath().normalize();
        Path start = inputs.toAbsolutePath().normalize();
        try (Stream<Path> files = Files.walk(inputs)) {
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> start.equals(passedOver)
                            || !file.toAbsolutePath().normalize().startsWith(passedOver))
                    .sorted()
                    .collect(Collectors.partitioningBy(FolderJobs::isImage));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isImage(Path file) {
        return Files.isRegularFile(file)
                && ImageNames.isReadable(file)
                && !file.getFileName().toString().startsWith(".");
    }
}
