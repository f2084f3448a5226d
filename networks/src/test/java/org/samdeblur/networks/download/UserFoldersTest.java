package org.samdeblur.networks.download;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserFoldersTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();

    @Test
    void areWhereTheSystemHasThem() {
        assertEquals(
                HOME.resolve(".local/share/samdeblur"), of("Linux", Map.of()).data());
        assertEquals(HOME.resolve(".cache/samdeblur"), of("Linux", Map.of()).caches());
        assertEquals(
                HOME.resolve("Library/Application Support/samdeblur"),
                of("Mac OS X", Map.of()).data());
        assertEquals(
                HOME.resolve("Library/Caches/samdeblur"),
                of("Mac OS X", Map.of()).caches());
        assertEquals(
                HOME.resolve("AppData/Local/samdeblur"),
                of("Windows 11", Map.of()).data());
    }

    @Test
    void areWhereTheEnvironmentSays() {
        String elsewhere = HOME.resolveSibling("elsewhere").toString();

        assertEquals(
                Path.of(elsewhere, "samdeblur"),
                of("Linux", Map.of("XDG_DATA_HOME", elsewhere)).data());
        assertEquals(
                Path.of(elsewhere, "samdeblur"),
                of("Linux", Map.of("XDG_CACHE_HOME", elsewhere)).caches());
        assertEquals(
                Path.of(elsewhere, "samdeblur"),
                of("Windows 11", Map.of("LOCALAPPDATA", elsewhere)).data());
        assertEquals(
                HOME.resolve(".local/share/samdeblur"),
                of("Linux", Map.of("XDG_DATA_HOME", "relative")).data());
    }

    private static UserFolders of(String system, Map<String, String> environment) {
        return new UserFolders(system, HOME, environment::get);
    }
}
