package org.samdeblur.networks.models;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.text.Printable;
import org.samdeblur.api.text.Reason;
import org.samdeblur.networks.content.FileContent;
import org.samdeblur.networks.download.Downloader;
import org.samdeblur.networks.download.FileHash;
import org.samdeblur.networks.download.ModelCache;
import org.samdeblur.networks.download.PlaceLock;
import org.samdeblur.networks.download.RemoteFile;
import org.samdeblur.networks.download.UserFolders;
import org.samdeblur.networks.models.KnownModel.Origin;

/**
 * Models by name: a list of known models, and the user's models folder. A model's file or folder in it has the
 * model's name with any suffix. The folder may also contain models that are not known.
 *
 * <pre>{@code
 * Models models = Models.ofUser();
 * models.download("sam-vit-b", DownloadProgress.NONE);
 * SamDeblur.builder().segmenter(ModelSource.named("sam-vit-b"));
 * }</pre>
 *
 * <p>Nothing is downloaded except by {@link #download} and {@link #downloadUnchecked}. Safe for use by multiple
 * threads and processes: a model appears complete or not at all, and one of them downloads it while the others wait.
 *
 * @since 0.1.0
 */
public final class Models {
    /** The system property that names the user's models folder. */
    public static final String PROPERTY = "samdeblur.models";

    /** The environment variable that names the user's models folder, if the property is not set. */
    public static final String VARIABLE = "SAMDEBLUR_MODELS";

    private static final Logger LOG = System.getLogger(Models.class.getName());

    /** What {@code --model} and {@code --segmenter} take for something else. */
    private static final Set<String> TAKEN =
            Set.of(ModelSource.Embedded.DEFAULT, ModelSource.Embedded.FAST, "graph", "none");

    private static final String INDEX = ".index.json";
    private static final String TENSORFLOW_JS = "model.json";

    private final ModelsFolder folder;
    private final List<KnownModel> known;
    private final Downloader downloader;

    /**
     * Opens a folder of models.
     *
     * @param folder the folder; created when the first model is added
     */
    public Models(Path folder) {
        this(folder, Catalogue.models(), new Downloader());
    }

    Models(Path folder, List<KnownModel> known, Downloader downloader) {
        this.folder = new ModelsFolder(folder);
        this.known = known;
        this.downloader = downloader;
    }

    /**
     * Opens the user's models folder: the one that the system property {@value #PROPERTY} names, or else the
     * environment variable {@value #VARIABLE}, or else {@code samdeblur/models} where the operating system keeps a
     * user's data: {@code ~/.local/share} or {@code $XDG_DATA_HOME} on Linux, {@code ~/Library/Application Support}
     * on macOS, {@code %LOCALAPPDATA%} on Windows.
     *
     * @return the models
     */
    public static Models ofUser() {
        return new Models(Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> UserFolders.ofProcess().data().resolve("models")));
    }

    /**
     * Returns the folder.
     *
     * @return the folder, which need not exist
     */
    public Path folder() {
        return folder.path();
    }

    /**
     * Lists the known models, whether they are in the folder or not.
     *
     * @return the embedded ones first
     */
    public List<KnownModel> known() {
        return known;
    }

    /**
     * Finds a known model.
     *
     * @param name the model's name
     * @return its description; empty if the model is not known
     */
    public Optional<KnownModel> known(String name) {
        return known.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /**
     * Lists the models in the folder, known ones and others.
     *
     * @return files and folders by the models' names
     * @throws SamDeblurException if the folder cannot be read
     */
    public Map<String, Path> here() {
        return folder.models();
    }

    /**
     * Finds a model in the folder, by its name or by the published name of its file.
     *
     * @param name the model's name
     * @return its file or folder; empty if it is not in the folder
     * @throws InvalidModelException if there are several files of that name
     * @throws SamDeblurException if the folder cannot be read
     */
    public Optional<Path> find(String name) {
        return folder.find(name)
                .or(() -> known(name).stream()
                        .flatMap(model -> model.files().stream())
                        .filter(file -> publishedAs(file).size() == 1)
                        .flatMap(file -> folder.findFile(file).stream())
                        .findFirst());
    }

    private List<KnownModel> publishedAs(String fileName) {
        return known.stream().filter(model -> model.files().contains(fileName)).toList();
    }

    /**
     * Parses a model's name or path, as users write it.
     *
     * @param text the name of an embedded model, a known model or a model in the folder; or the path of a file or
     *     folder. Names take precedence over paths; {@code ./NAME} is a path
     * @return the source; if there is neither a model nor a file of that name, a {@link ModelSource.Named}, whose
     *     loading fails
     * @throws InvalidModelException if the text is neither a name nor a path
     */
    public ModelSource source(String text) {
        if (ModelSource.Named.isName(text)) {
            if (known(text).isPresent() || folder.find(text).isPresent()) {
                return embedded(text).orElseGet(() -> ModelSource.named(text));
            }
            if (!text.contains(".") && !Files.exists(Path.of(text))) {
                return ModelSource.named(text);
            }
        }
        try {
            return ModelSource.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw new InvalidModelException("'" + Printable.line(text) + "' is not a file's name: " + e.getReason(), e);
        }
    }

    private static Optional<ModelSource> embedded(String name) {
        return ModelSource.Embedded.isName(name) ? Optional.of(new ModelSource.Embedded(name)) : Optional.empty();
    }

    /**
     * Finds the file of a source: that of a name in the folder, and that of a download in the user's cache, to which
     * it is downloaded if necessary.
     *
     * @param source any source
     * @return a file or folder for a name and a download; other sources as they are
     * @throws InvalidModelException if the folder has no model of that name, with the command that gets it, or if the
     *     download fails
     */
    public ModelSource local(ModelSource source) {
        if (source instanceof ModelSource.Download download) {
            return ModelSource.of(ModelCache.ofUser().fetch(download));
        }
        if (source instanceof ModelSource.Named named) {
            return embedded(named.name())
                    .orElseGet(() -> ModelSource.of(find(named.name()).orElseThrow(() -> missing(named.name()))));
        }
        return source;
    }

    /**
     * Finds the file or folder of a source for inspection, not for loading: the checksum of a download in the user's
     * cache is not computed.
     *
     * @param source any source
     * @return the file or folder; empty if the source has none, or it is not available
     */
    public Optional<Path> peek(ModelSource source) {
        try {
            Optional<Path> kept = source instanceof ModelSource.Download download
                    ? ModelCache.ofUser().kept(download)
                    : Optional.empty();
            return kept.isPresent()
                    ? kept
                    : Optional.of(local(source))
                            .filter(ModelSource.File.class::isInstance)
                            .map(file -> ((ModelSource.File) file).path());
        } catch (InvalidModelException e) {
            LOG.log(Level.DEBUG, "a model cannot be looked at", e);
            return Optional.empty();
        }
    }

    private InvalidModelException missing(String name) {
        return known(name)
                .map(model -> new InvalidModelException("the model '" + name + "' is not in the models folder "
                        + folder() + "; to get it: " + model.howToGet()))
                .orElseGet(() -> new InvalidModelException("there is no file '" + name
                        + "', and no model of that name is known or in the models folder " + folder()
                        + "; 'samdeblur models' lists them"));
    }

    /**
     * Adds a copy of a model's file or folder to the folder. Its name is that of the known model that is published
     * under this file name, or else the file's name without its suffix.
     *
     * @param model the file or folder
     * @return the copy
     * @throws InvalidModelException if the file is not a model, its hash is not that of the known model of its name,
     *     or several known models have files of this name
     * @throws SamDeblurException if the folder has another model of this name, or the file cannot be copied
     */
    public Path add(Path model) {
        String fileName = String.valueOf(model.toAbsolutePath().normalize().getFileName());
        List<KnownModel> candidates = publishedAs(fileName);
        if (candidates.size() > 1) {
            throw new InvalidModelException(model + " may be "
                    + candidates.stream().map(KnownModel::name).collect(Collectors.joining(", "))
                    + ", whose files all have this name; choose one with Models.add(model, name)");
        }
        return add(
                model,
                candidates.isEmpty()
                        ? ModelsFolder.nameOf(model.toAbsolutePath().normalize())
                        : candidates.get(0).name());
    }

    /**
     * Adds a copy of a model's file or folder to the folder.
     *
     * @param model the file or folder
     * @param name the name
     * @return the copy
     * @throws InvalidModelException if {@link ModelSource#named} does not accept the name, the name has another
     *     meaning, the file is not a model, or its hash is not that of the known model of this name
     * @throws SamDeblurException if the folder has another model of this name, or the file cannot be copied
     */
    public Path add(Path model, String name) {
        if (!ModelSource.Named.isName(name) || TAKEN.contains(name)) {
            throw new InvalidModelException(
                    "'" + Printable.line(name) + "' cannot be the name of a model; choose another"
                            + " with Models.add(model, name), of letters, digits, '-', '_' and '.'");
        }
        requireModel(model);
        requireHash(model, name);
        folder.create();
        Path place = folder.place(name, model);
        try {
            return PlaceLock.holding(folder.path().resolve(name), () -> added(model, name, place));
        } catch (IOException e) {
            throw new SamDeblurException("cannot copy " + model + " to " + place + ": " + Reason.of(e), e);
        }
    }

    private Path added(Path model, String name, Path place) throws IOException {
        Optional<Path> here = find(name);
        if (here.isPresent()) {
            if (ModelsFolder.areEqual(model, here.get())) {
                return here.get();
            }
            throw new SamDeblurException("the models folder has another model '" + name + "', " + here.get()
                    + "; delete it, or choose another name with Models.add(model, name)");
        }
        ModelsFolder.copy(model, place);
        return place;
    }

    private static void requireModel(Path model) {
        if (!Files.exists(model)) {
            throw new InvalidModelException(model + ": no such file");
        }
        String fileName = String.valueOf(model.getFileName()).toLowerCase(Locale.ROOT);
        if (fileName.endsWith(INDEX) || fileName.equals(TENSORFLOW_JS)) {
            throw new InvalidModelException(model
                    + ": is one of several files that make a model; add the folder that it lies in, or give its path"
                    + " where the model is asked for");
        }
        boolean isArchive = fileName.endsWith(".tgz") || fileName.endsWith(".tar.gz");
        FileContent.of(model)
                .filter(content -> !content.isModel())
                .filter(content -> !(isArchive && content == FileContent.GZIP))
                .ifPresent(content -> {
                    throw new InvalidModelException(model + ": " + content.description());
                });
    }

    private void requireHash(Path model, String name) {
        Optional<FileHash> expected = known(name)
                .filter(published -> published.files().contains(String.valueOf(model.getFileName())))
                .flatMap(KnownModel::hash)
                .map(FileHash::parse)
                .filter(hash -> Files.isRegularFile(model));
        try {
            if (expected.isPresent() && !expected.get().alike(model).equals(expected.get())) {
                throw new InvalidModelException(model + ": is not '" + name + "', or was damaged on the way: its "
                        + expected.get().algorithm() + " is not "
                        + expected.get().digits()
                        + "; download it again, or choose another name with Models.add(model, name)");
            }
        } catch (IOException e) {
            throw new SamDeblurException("cannot read " + model + ": " + Reason.of(e), e);
        }
    }

    /**
     * Downloads a known model from its publisher, unless it is in the folder. An interrupted download is resumed by
     * the next call. Proxies are those of the Java virtual machine ({@code https.proxyHost} and the like).
     *
     * @param name the model's name
     * @param progress receives progress of the download
     * @return the file in the folder
     * @throws InvalidModelException if the model is not known, cannot be downloaded, has no published hash, or the
     *     server has a different file
     * @throws org.samdeblur.api.CancelledException if the thread is interrupted
     * @throws SamDeblurException if the file cannot be written
     */
    public Path download(String name, DownloadProgress progress) {
        KnownModel model = downloadable(name);
        if (model.hash().isEmpty() && find(name).isEmpty()) {
            throw new InvalidModelException(
                    "no hash of '" + name + "' is published, so what comes could not be checked; to"
                            + " download it all the same: " + model.howToGet());
        }
        return fetched(model, progress);
    }

    /**
     * Downloads a known model as {@link #download} does, even if no hash of it is published. The connection is
     * encrypted, but the method cannot check that the publisher's file is the original.
     *
     * @param name the model's name
     * @param progress receives progress of the download
     * @return the file in the folder
     * @throws InvalidModelException if the model is not known, cannot be downloaded, or the server has a different
     *     file
     * @throws org.samdeblur.api.CancelledException if the thread is interrupted
     * @throws SamDeblurException if the file cannot be written
     */
    public Path downloadUnchecked(String name, DownloadProgress progress) {
        return fetched(downloadable(name), progress);
    }

    /**
     * Computes the hash of a file, in the form of {@link KnownModel#hash}.
     *
     * @param file the file
     * @return {@code sha256:} and 64 hexadecimal digits
     * @throws SamDeblurException if the file cannot be read
     */
    public static String sha256(Path file) {
        try {
            return FileHash.sha256(file).toString();
        } catch (IOException e) {
            throw new SamDeblurException("cannot read " + file + ": " + Reason.of(e), e);
        }
    }

    private KnownModel downloadable(String name) {
        KnownModel model = known(name)
                .orElseThrow(() -> new InvalidModelException(
                        "no model '" + Printable.line(name) + "' is known; 'samdeblur models' lists them"));
        if (model.origin() instanceof Origin.Embedded) {
            throw new InvalidModelException("the model '" + name + "' is inside the library and needs no download");
        }
        if (!(model.origin() instanceof Origin.Address)) {
            throw new InvalidModelException(
                    "the model '" + name + "' has no address to download from; to get it: " + model.howToGet());
        }
        return model;
    }

    private Path fetched(KnownModel model, DownloadProgress progress) {
        URI address = ((Origin.Address) model.origin()).address();
        requireEncrypted(address);
        folder.create();
        Path place = folder.place(
                model.name(), Path.of(model.files().stream().findFirst().orElse(model.name())));
        RemoteFile remote = new RemoteFile(address, model.size(), model.hash().map(FileHash::parse));
        try {
            return PlaceLock.holding(folder.path().resolve(model.name()), () -> {
                Optional<Path> here = find(model.name());
                if (here.isEmpty()) {
                    downloader.download(remote, place, progress::report);
                }
                return here.orElse(place);
            });
        } catch (IOException e) {
            throw new SamDeblurException("cannot use the models folder " + folder() + ": " + Reason.of(e), e);
        }
    }

    /** Plain HTTP is for tests, which have a server on the same machine. */
    private static void requireEncrypted(URI address) {
        if (!"https".equalsIgnoreCase(address.getScheme()) && !isThisMachine(address)) {
            throw new InvalidModelException(address + " is not an https address");
        }
    }

    private static boolean isThisMachine(URI address) {
        try {
            return address.getHost() != null
                    && InetAddress.getByName(address.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
