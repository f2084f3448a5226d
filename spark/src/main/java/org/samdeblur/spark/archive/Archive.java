package org.samdeblur.spark.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.samdeblur.api.Image;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.text.Reason;

/**
 * The images in files and folders, and in those below. An image is known by its suffix, as on the command line; hidden files are left
 * out.
 *
 * @param images the images, sorted by path
 * @param others how many files are not images by their names
 */
public record Archive(List<ArchiveImage> images, int others) {
    /**
     * Copies the list.
     *
     * @param images the images
     * @param others how many files are not images
     */
    public Archive {
        images = List.copyOf(images);
    }

    /**
     * Searches files and folders.
     *
     * @param inputs paths or glob patterns of any of Hadoop's file systems
     * @param output a folder that is left out, such as one for results within an input
     * @param configuration Hadoop's
     * @return what was found
     * @throws SamDeblurException if an input is missing or cannot be read
     */
    public static Archive of(List<String> inputs, Optional<String> output, Configuration configuration) {
        Search search = new Search(output, configuration);
        for (String input : inputs) {
            try {
                search.add(input);
            } catch (IOException | IllegalArgumentException e) {
                throw new SamDeblurException("cannot read " + input + ": " + Reason.of(e), e);
            }
        }
        search.images.sort(Comparator.comparing(ArchiveImage::path));
        return new Archive(search.images, search.others);
    }

    /** A search under way. */
    private static final class Search {
        private final Configuration configuration;
        private final Optional<String> output;
        private final List<ArchiveImage> images = new ArrayList<>();
        private int others;

        Search(Optional<String> output, Configuration configuration) {
            this.configuration = configuration;
            this.output = output.map(folder -> qualified(folder, configuration));
        }

        void add(String input) throws IOException {
            Path path = new Path(input);
            FileSystem files = path.getFileSystem(configuration);
            for (FileStatus found : find(files, path)) {
                if (found.isDirectory()) {
                    addFolder(files, found.getPath());
                } else {
                    add(found, found.getPath().getName());
                }
            }
        }

        /** A name that is there is no pattern, whatever characters it has. */
        private static List<FileStatus> find(FileSystem files, Path path) throws IOException {
            try {
                return List.of(files.getFileStatus(path));
            } catch (FileNotFoundException e) {
                FileStatus[] matching = files.globStatus(path);
                if (matching == null || matching.length == 0) {
                    throw new FileNotFoundException("nothing is there");
                }
                return List.of(matching);
            }
        }

        private void addFolder(FileSystem files, Path folder) throws IOException {
            String start = withSlash(folder.toString());
            boolean leavesOut = output.filter(out -> !out.equals(start)).isPresent();
            FileTree.visit(files, folder, file -> {
                String path = file.getPath().toString();
                if (!(leavesOut && path.startsWith(output.orElseThrow()))) {
                    add(file, path.substring(start.length()));
                }
            });
        }

        private void add(FileStatus file, String name) {
            String ownName = file.getPath().getName();
            if (ownName.startsWith(".") || name.startsWith(Done.FOLDER + "/")) {
                return;
            }
            if (Image.READABLE_SUFFIXES.contains(ArchiveImage.suffixOf(ownName))) {
                images.add(
                        new ArchiveImage(file.getPath().toString(), name, file.getLen(), file.getModificationTime()));
            } else {
                others++;
            }
        }

        private static String qualified(String folder, Configuration configuration) {
            try {
                Path path = new Path(folder);
                return withSlash(
                        path.getFileSystem(configuration).makeQualified(path).toString());
            } catch (IOException | IllegalArgumentException e) {
                throw new SamDeblurException("cannot write to " + folder + ": " + Reason.of(e), e);
            }
        }

        private static String withSlash(String folder) {
            return folder.endsWith("/") ? folder : folder + "/";
        }
    }
}
