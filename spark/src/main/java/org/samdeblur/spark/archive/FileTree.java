package org.samdeblur.spark.archive;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files in a folder and in those below. */
final class FileTree {
    private FileTree() {}

    /** What is done with each file. */
    interface Visitor {
        /**
         * Visits a file.
         *
         * @param file its path, size and modification time
         * @throws IOException if that fails
         */
        void visit(FileStatus file) throws IOException;
    }

    /**
     * Visits all files, in no particular order.
     *
     * @param files the file system
     * @param folder the folder
     * @param visitor called for each file
     * @throws IOException if a folder cannot be read
     */
    static void visit(FileSystem files, Path folder, Visitor visitor) throws IOException {
        if ("file".equals(files.getUri().getScheme())) {
            visitLocal(files, folder, visitor);
            return;
        }
        RemoteIterator<LocatedFileStatus> found = files.listFiles(folder, true);
        while (found.hasNext()) {
            visitor.visit(found.next());
        }
    }

    /** Without its native library, Hadoop starts the program {@code ls} for each file of {@link FileSystem#listFiles}. */
    private static void visitLocal(FileSystem files, Path folder, Visitor visitor) throws IOException {
        for (FileStatus found : files.listStatus(folder)) {
            if (found.isDirectory()) {
                visitLocal(files, found.getPath(), visitor);
            } else {
                visitor.visit(found);
            }
        }
    }
}
