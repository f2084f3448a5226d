package org.samdeblur.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.Existing;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.cli.files.OutputFolder;

/** Assigns outputs to inputs, and checks that they can be written, before any work is done. */
public final class JobPlan {
    private final List<Path> inputs;
    private final Optional<String> output;
    private final Optional<Path> tensor;
    private final Existing existing;

    /**
     * Prepares a plan.
     *
     * @param inputs files and folders
     * @param output a file or folder; a trailing / marks a folder, which need not exist
     * @param tensor the file for the network's output
     * @param existing what happens to outputs that exist
     */
    public JobPlan(List<Path> inputs, Optional<String> output, Optional<Path> tensor, Existing existing) {
        this.inputs = inputs;
        this.output = output;
        this.tensor = tensor;
        this.existing = existing;
    }

    /**
     * Returns true if there is one input, and it is not a folder.
     *
     * @return whether it is one file
     */
    public boolean isSingle() {
        return inputs.size() == 1 && !Files.isDirectory(inputs.get(0));
    }

    /**
     * Plans the jobs, one per image.
     *
     * @return the jobs, and the files that are skipped
     */
    public Jobs jobs() {
        if (output.isEmpty() && tensor.isEmpty()) {
            throw new MisuseException("an output is missing: give -o OUT, --output-npy FILE, or both");
        }
        if (tensor.isPresent() && !isSingle()) {
            throw new MisuseException("--output-npy goes with a single input file");
        }
        Jobs jobs = isSingle() ? Jobs.of(singleJob()) : jobsForFolder();
        requirePossible(jobs.all());
        namedFiles().forEach(existing::requireFree);
        return jobs;
    }

    private Stream<Path> namedFiles() {
        Optional<Path> image =
                output.filter(out -> isSingle() && !isFolder(out)).map(Path::of);
        return Stream.concat(image.stream(), tensor.stream());
    }

    /**
     * Fails unless every job can write its outputs, and no output is that of another job or an input.
     *
     * @param jobs the jobs
     */
    public static void requirePossible(List<Job> jobs) {
        requireDistinct(jobs);
        jobs.stream()
                .flatMap(job -> job.outputs().stream())
                .map(file -> file.toAbsolutePath().getParent())
                .distinct()
                .forEach(OutputFolder::requireWritable);
    }

    private Job singleJob() {
        Path input = inputs.get(0);
        if (output.isPresent() && isFolder(output.get())) {
            Path name = ImageNames.imageFor(input.getFileName());
            return new Job(input, Optional.of(Path.of(output.get()).resolve(name)), tensor, existing);
        }
        Optional<Path> image = output.map(Path::of);
        image.ifPresent(ImageNames::requireWritable);
        return new Job(input, image, tensor, existing);
    }

    private static boolean isFolder(String out) {
        Path path = Path.of(out);
        return Files.isDirectory(path)
                || out.endsWith("/")
                || out.endsWith(path.getFileSystem().getSeparator());
    }

    private Jobs jobsForFolder() {
        Path folder = Path.of(output.orElseThrow());
        if (!Files.exists(folder) && ImageNames.isWritable(folder) && !isFolder(output.orElseThrow())) {
            throw new MisuseException(
                    "several inputs need a folder for their outputs; if " + folder + " is to be one, end it in /");
        }
        return new FolderJobs(folder, ImageNames::imageFor, existing).jobs(inputs);
    }

    private static void requireDistinct(List<Job> jobs) {
        Map<Path, Path> inputOf = new HashMap<>();
        for (Job job : jobs) {
            for (Path output : job.outputs()) {
                Path other = inputOf.put(output.toAbsolutePath().normalize(), job.input());
                if (other != null) {
                    throw new MisuseException(other + " and " + job.input() + " would both be written to " + output);
                }
                if (isSameFile(job.input(), output)) {
                    throw new MisuseException(output + " is the input itself; give another output");
                }
            }
        }
    }

    private static boolean isSameFile(Path input, Path output) {
        try {
            return Files.exists(input) && Files.exists(output) && Files.isSameFile(input, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
