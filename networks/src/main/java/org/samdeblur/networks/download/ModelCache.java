package org.samdeblur.networks.download;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.text.Reason;

/**
 * A folder in which downloaded models are kept, each under its checksum. A file is fetched once; its SHA-256 is computed
 * every time it is asked for. {@code file} addresses are checked where they lie and not copied.
 *
 * <p>May be used by many threads and processes at once: a file appears under its name only when it is whole and right, and is
 * fetched by one of them.
 */
public final class ModelCache {
    private static final Logger LOG = System.getLogger(ModelCache.class.getName());

    private final Path folder;
    private final Downloader downloader;

    /**
     * Makes a cache.
     *
     * @param folder where files are kept; made when the first one comes
     * @param downloader what fetches them
     */
    public ModelCache(Path folder, Downloader downloader) {
        this.folder = folder;
        this.downloader = downloader;
    }

    /**
     * Returns the cache of the user who runs the program: the folder named by the system property {@code samdeblur.cache}
     * if that is set, else {@code samdeblur} in the place where the operating system keeps caches.
     *
     * @return the cache
     */
    public static ModelCache ofUser() {
        String chosen = System.getProperty("samdeblur.cache");
        return new ModelCache(
                chosen != null ? Path.of(chosen) : UserFolders.ofProcess().caches(), new Downloader());
    }

    /**
     * Returns the file of a download, fetching it if it is not here yet. A kept file that has been damaged is fetched anew.
     *
     * @param download address and checksum
     * @return the file, checked; its name is the last part of the address
     * @throws InvalidModelException if it cannot be downloaded, or is not the file the checksum was made of
     */
    public Path fetch(ModelSource.Download download) {
        try {
            if (isLocal(download)) {
                return checkInPlace(download);
            }
            Path kept = place(download);
            Files.createDirectories(kept.getParent());
            return PlaceLock.holding(kept, () -> fetched(download, kept));
        } catch (IOException e) {
            throw new InvalidModelException("cannot get " + download.uri() + ": " + Reason.of(e), e);
        }
    }

    private Path fetched(ModelSource.Download download, Path kept) throws IOException {
        if (!isKept(kept, hash(download))) {
            downloader.download(
                    new RemoteFile(download.uri(), OptionalLong.empty(), Optional.of(hash(download))),
                    kept,
                    (bytes, total) -> {});
        }
        return kept;
    }

    /**
     * Returns the file of a download if it is here already, unchecked: to look at, not to load.
     *
     * @param download address and checksum
     * @return the file, empty if it is to be fetched first
     */
    public Optional<Path> kept(ModelSource.Download download) {
        Path file = isLocal(download) ? localFile(download.uri()) : place(download);
        return Optional.of(file).filter(Files::isRegularFile);
    }

    private static boolean isLocal(ModelSource.Download download) {
        return "file".equalsIgnoreCase(download.uri().getScheme());
    }

    private Path place(ModelSource.Download download) {
        return folder.resolve(download.sha256()).resolve(fileName(download.uri()));
    }

    private static FileHash hash(ModelSource.Download download) {
        return new FileHash(FileHash.Algorithm.SHA256, download.sha256());
    }

    private static Path checkInPlace(ModelSource.Download download) throws IOException {
        Path file = localFile(download.uri());
        if (!Files.isRegularFile(file)) {
            throw new InvalidModelException(download.uri() + " does not exist");
        }
        FileHash found = FileHash.sha256(file);
        if (!found.equals(hash(download))) {
            throw new InvalidModelException(download.uri() + " has the SHA-256 " + found.digits() + " instead of "
                    + download.sha256() + ": it is not the file that was meant, or has been damaged");
        }
        return file;
    }

    private static Path localFile(URI uri) {
        try {
            return Path.of(uri);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new InvalidModelException(uri + " is not the address of a file: " + e.getMessage(), e);
        }
    }

    private static String fileName(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.isBlank() || name.startsWith(".") || name.contains("\\")) {
            throw new InvalidModelException(uri + " does not end in the name of a file");
        }
        return name;
    }

    private static boolean isKept(Path kept, FileHash hash) throws IOException {
        if (!Files.isRegularFile(kept)) {
            return false;
        }
        if (hash.alike(kept).equals(hash)) {
            return true;
        }
        LOG.log(Level.WARNING, "{0} has changed since it was downloaded; downloading it anew", kept);
        return false;
    }
}
