package org.samdeblur.networks.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.files.WholeFile;

/**
 * A folder in which downloaded models are kept, each under its checksum. A file is fetched once; its SHA-256 is computed
 * every time it is asked for. {@code file} addresses are checked where they lie and not copied.
 *
 * <p>May be used by many threads and processes at once: a file appears under its name only when it is whole and right.
 */
public final class ModelCache {
    private static final Logger LOG = System.getLogger(ModelCache.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;

    /**
     * Makes a cache.
     *
     * @param folder where files are kept; made when the first one comes
     */
    public ModelCache(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the cache of the user who runs the program: the folder named by the system property {@code samdeblur.cache}
     * if that is set, else {@code samdeblur} in the place where the operating system keeps caches.
     *
     * @return the cache
     */
    public static ModelCache ofUser() {
        String chosen = System.getProperty("samdeblur.cache");
        return new ModelCache(chosen != null ? Path.of(chosen) : systemCaches().resolve("samdeblur"));
    }

    private static Path systemCaches() {
        Path home = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.contains("windows")) {
            return variable("LOCALAPPDATA").orElse(home.resolve("AppData").resolve("Local"));
        }
        if (system.contains("mac")) {
            return home.resolve("Library").resolve("Caches");
        }
        return variable("XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    }

    private static Optional<Path> variable(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    /**
     * Returns the file of a download, fetching it if it is not here yet. A kept file that has been damaged is fetched anew.
     *
     * @param download address and checksum
     * @return the file, checked; its name is the last part of the address
     * @throws InvalidModelException if it cannot be had, or is not the file the checksum was made of
     */
    public Path fetch(ModelSource.Download download) {
        try {
            if ("file".equalsIgnoreCase(download.uri().getScheme())) {
                return checkInPlace(download);
            }
            Path kept = folder.resolve(download.sha256()).resolve(fileName(download.uri()));
            if (!isKept(kept, download.sha256())) {
                receive(download, kept);
            }
            return kept;
        } catch (IOException e) {
            throw new InvalidModelException("cannot get " + download.uri() + ": " + e, e);
        }
    }

    /**
     * Returns the file of a download if it is here already, unchecked: to look at, not to load.
     *
     * @param download address and checksum
     * @return the file, empty if it is to be fetched first
     */
    public Optional<Path> kept(ModelSource.Download download) {
        Path file = "file".equalsIgnoreCase(download.uri().getScheme())
                ? localFile(download.uri())
                : folder.resolve(download.sha256()).resolve(fileName(download.uri()));
        return Optional.of(file).filter(Files::isRegularFile);
    }

    private static Path checkInPlace(ModelSource.Download download) throws IOException {
        Path file = localFile(download.uri());
        if (!Files.isRegularFile(file)) {
            throw new InvalidModelException(download.uri() + " is not there");
        }
        requireChecksum(download, sha256(file));
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
        if (name.isBlank() || name.equals(".") || name.equals("..") || name.contains("\\")) {
            throw new InvalidModelException(uri + " does not end in the name of a file");
        }
        return name;
    }

    private static boolean isKept(Path kept, String sha256) throws IOException {
        if (!Files.isRegularFile(kept)) {
            return false;
        }
        if (sha256(kept).equals(sha256)) {
            return true;
        }
        LOG.log(Level.WARNING, "{0} has changed since it was downloaded; downloading it anew", kept);
        return false;
    }

    private static void receive(ModelSource.Download download, Path kept) throws IOException {
        LOG.log(Level.INFO, "downloading {0} to {1}", download.uri(), kept);
        Files.createDirectories(kept.getParent());
        WholeFile.writeStream(kept, arriving -> requireChecksum(download, copy(download.uri(), arriving)));
    }

    private static String copy(URI uri, OutputStream arriving) throws IOException {
        MessageDigest digest = newDigest();
        try (InputStream in = open(uri);
                OutputStream out = new DigestOutputStream(arriving, digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static InputStream open(URI uri) throws IOException {
        HttpResponse<InputStream> response = send(uri);
        if (response.statusCode() != 200) {
            response.body().close();
            throw new InvalidModelException("cannot get " + uri + ": the server answers " + response.statusCode());
        }
        return response.body();
    }

    private static HttpResponse<InputStream> send(URI uri) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(PATIENCE)
                .build();
        try {
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException e) {
            throw new InvalidModelException(uri + " names no server to download from: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SamDeblurException("interrupted while downloading " + uri, e);
        }
    }

    private static void requireChecksum(ModelSource.Download download, String found) {
        if (!found.equals(download.sha256())) {
            throw new InvalidModelException(download.uri() + " has the SHA-256 " + found + " instead of "
                    + download.sha256() + ": it is not the file that was meant, or was damaged on the way");
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = newDigest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
