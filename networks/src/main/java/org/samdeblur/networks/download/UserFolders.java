package org.samdeblur.networks.download;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where an operating system keeps the files of the user who runs the program.
 *
 * @param system the system's name, as in the property {@code os.name}
 * @param home the user's home folder
 * @param environment the variables of the environment; null for one that is not set
 */
public record UserFolders(String system, Path home, UnaryOperator<String> environment) {
    private static final String PROGRAM = "samdeblur";

    /**
     * Returns the folders of the user who runs this process.
     *
     * @return the folders
     */
    public static UserFolders ofProcess() {
        return new UserFolders(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System::getenv);
    }

    /**
     * Returns the folder for what can be downloaded again.
     *
     * @return the folder, which need not exist
     */
    public Path caches() {
        if (isWindows()) {
            return localData();
        }
        Path caches =
                isMac() ? home.resolve("Library").resolve("Caches") : xdg("XDG_CACHE_HOME", home.resolve(".cache"));
        return caches.resolve(PROGRAM);
    }

    /**
     * Returns the folder for what the user has put there to stay.
     *
     * @return the folder, which need not exist
     */
    public Path data() {
        if (isWindows()) {
            return localData();
        }
        Path data = isMac()
                ? home.resolve("Library").resolve("Application Support")
                : xdg("XDG_DATA_HOME", home.resolve(".local").resolve("share"));
        return data.resolve(PROGRAM);
    }

    private Path localData() {
        return variable("LOCALAPPDATA")
                .orElse(home.resolve("AppData").resolve("Local"))
                .resolve(PROGRAM);
    }

    /** XDG's specification has relative paths ignored. */
    private Path xdg(String name, Path otherwise) {
        return variable(name).filter(Path::isAbsolute).orElse(otherwise);
    }

    private Optional<Path> variable(String name) {
        return Optional.ofNullable(environment.apply(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private boolean isWindows() {
        return system.toLowerCase(Locale.ROOT).contains("windows");
    }

    private boolean isMac() {
        return system.toLowerCase(Locale.ROOT).contains("mac");
    }
}
