package org.samdeblur.api;

import java.io.InvalidObjectException;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.StreamSupport;

/**
 * The serialized form of a path.
 *
 * @param root the root of a path on the default file system; empty for a relative path
 * @param names the path's names, stored separately since separators differ between systems
 * @param uri a path on another file system; null for the default one
 */
record SerializedPath(String root, String[] names, URI uri) implements Serializable {
    private static final long serialVersionUID = 1;

    static SerializedPath of(Path path) {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            return new SerializedPath(null, null, path.toUri());
        }
        String root = path.getRoot() == null ? "" : path.getRoot().toString();
        String[] names = StreamSupport.stream(path.spliterator(), false)
                .map(Path::toString)
                .toArray(String[]::new);
        return new SerializedPath(root, names, null);
    }

    Path toPath() throws InvalidObjectException {
        try {
            return uri == null ? Path.of(root, names) : Path.of(uri);
        } catch (FileSystemNotFoundException e) {
            throw invalid("the file system of the model at " + uri + " is not open in this process", e);
        } catch (RuntimeException e) {
            throw invalid("a model's path cannot be read: " + (uri == null ? Arrays.toString(names) : uri), e);
        }
    }

    private static InvalidObjectException invalid(String message, Throwable cause) {
        InvalidObjectException failure = new InvalidObjectException(message);
        failure.initCause(cause);
        return failure;
    }
}
