package org.samdeblur.spark.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.text.Reason;

/**
 * A folder for outputs on any of Hadoop's file systems. It remembers which images are done, by path, size and modification time.
 *
 * @param path its URI
 */
public record OutputFolder(String path) implements Serializable {
    /** Files that a killed process has left are removed after this time, when no living one can be writing them any more. */
    private static final long STALE_MILLISECONDS = 3_600_000;

    /** What becomes of outputs that are there. */
    public enum Existing {
        /** They stay, unless their image has changed since. */
        KEEP,
        /** They are made again. */
        REPLACE
    }

    /**
     * Names the output folder.
     *
     * @param path a path of any of Hadoop's file systems
     * @param configuration Hadoop's
     * @return the folder, which need not be there
     * @throws SamDeblurException if there is no such file system, or a file of that name
     */
    public static OutputFolder of(String path, Configuration configuration) {
        try {
            Path folder = new Path(path);
            FileSystem files = folder.getFileSystem(configuration);
            Path qualified = files.makeQualified(folder);
            if (files.exists(qualified) && !files.getFileStatus(qualified).isDirectory()) {
                throw new SamDeblurException("cannot write to " + path + ": it is a file, not a folder");
            }
            return new OutputFolder(qualified.toString());
        } catch (IOException | IllegalArgumentException e) {
            throw new SamDeblurException("cannot write to " + path + ": " + Reason.of(e), e);
        }
    }

    /**
     * Finds out what is to be done.
     *
     * @param images the images
     * @param naming names an image's output
     * @param existing what becomes of outputs that are there
     * @param configuration Hadoop's
     * @return a job for each image that is not done
     * @throws SamDeblurException if two images have the same output, or one would be its own output, or the folder cannot be read
     */
    public List<Job> jobs(
            List<ArchiveImage> images,
            Function<ArchiveImage, String> naming,
            Existing existing,
            Configuration configuration) {
        Map<String, ArchiveImage> owners = new HashMap<>();
        Found found = find(configuration);
        List<Job> jobs = new ArrayList<>();
        for (ArchiveImage image : images) {
            String output = naming.apply(image);
            requireOwn(image, output, owners.put(output, image));
            List<String> marks = found.marks.getOrDefault(Done.prefixOf(image), List.of());
            boolean done = found.files.contains(output) && (marks.isEmpty() || marks.contains(Done.markOf(image)));
            if (!done || existing == Existing.REPLACE) {
                List<String> stale = marks.stream()
                        .filter(mark -> !mark.equals(Done.markOf(image)))
                        .toList();
                jobs.add(new Job(image, output, stale));
            }
        }
        return jobs;
    }

    private void requireOwn(ArchiveImage image, String output, ArchiveImage other) {
        if (other != null) {
            throw new SamDeblurException(
                    other.path() + " and " + image.path() + " would both be written to " + fileOf(output));
        }
        if (fileOf(output).toString().equals(image.path())) {
            throw new SamDeblurException(image.path() + " would be its own output; give another folder");
        }
    }

    /** What lies in the folder: outputs, and marks by what those of one image begin with. */
    private record Found(Set<String> files, Map<String, List<String>> marks) {}

    private Found find(Configuration configuration) {
        Found found = new Found(new HashSet<>(), new HashMap<>());
        String start = path.endsWith("/") ? path : path + "/";
        try {
            Path folder = new Path(path);
            FileSystem files = folder.getFileSystem(configuration);
            FileTree.visit(files, folder, file -> {
                String name = file.getPath().toString().substring(start.length());
                if (WholeFiles.isUnfinished(file.getPath().getName())) {
                    removeStale(files, file);
                } else if (name.startsWith(Done.FOLDER + "/")) {
                    found.marks
                            .computeIfAbsent(Done.prefixOf(name), prefix -> new ArrayList<>(1))
                            .add(name);
                } else {
                    found.files.add(name);
                }
            });
        } catch (FileNotFoundException e) {
            return found; // it is made with the first output
        } catch (IOException e) {
            throw new SamDeblurException("cannot read " + path + ": " + Reason.of(e), e);
        }
        return found;
    }

    private static void removeStale(FileSystem files, FileStatus file) throws IOException {
        if (System.currentTimeMillis() - file.getModificationTime() > STALE_MILLISECONDS) {
            files.delete(file.getPath(), false);
        }
    }

    /**
     * Writes the output of a job and marks its image as done. The file appears whole or not at all.
     *
     * @param job the job
     * @param content what the file holds
     * @param configuration Hadoop's
     * @throws IOException if it cannot be written
     */
    public void write(Job job, byte[] content, Configuration configuration) throws IOException {
        WholeFiles.write(fileOf(job.output()), content, configuration);
        WholeFiles.makeEmpty(fileOf(Done.markOf(job.image())), configuration);
        for (String mark : job.stale()) {
            WholeFiles.delete(fileOf(mark), configuration);
        }
    }

    /**
     * Tells whether an earlier attempt of a task has done a job.
     *
     * @param job the job
     * @param configuration Hadoop's
     * @return true if the output is there, and is made of this version of the image
     * @throws IOException if the folder cannot be read
     */
    public boolean isDone(Job job, Configuration configuration) throws IOException {
        Path mark = fileOf(Done.markOf(job.image()));
        FileSystem files = mark.getFileSystem(configuration);
        return files.exists(mark) && files.exists(fileOf(job.output()));
    }

    private Path fileOf(String name) {
        Path folder = new Path(path);
        // a name may have characters that end a URI's scheme
        return new Path(
                folder.toUri().getScheme(),
                folder.toUri().getAuthority(),
                (folder.toUri().getPath().endsWith("/") ? "" : folder.toUri().getPath()) + "/" + name);
    }
}
