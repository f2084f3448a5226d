package org.samdeblur.backend.openvino.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.BackendException;

/** Where OpenVINO is looked for, in what order, and what is said where it is not. */
class RuntimeFilesTest {
    @TempDir
    Path folder;

    private static Path install(Path libraries) throws IOException {
        String name = Platform.isWindows()
                ? "openvino_c.dll"
                : Platform.isMac() ? "libopenvino_c.2641.dylib" : "libopenvino_c.so.2641";
        return Files.createFile(Files.createDirectories(libraries).resolve(name));
    }

    private static RuntimeFiles named(Path place) {
        return RuntimeFiles.find(Optional.of(place.toString()), Map.of(), List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "openvino/libs",
                "lib/python3.12/site-packages/openvino/libs",
                "Lib/site-packages/openvino/libs",
                "runtime/lib/intel64",
                "runtime/lib/aarch64",
                "runtime/lib/arm64/Release",
                "runtime/bin/intel64/Release"
            })
    void isFoundBelowTheFolderThatIsNamed(String layout) throws IOException {
        Path library = install(folder.resolve(layout));

        assertEquals(new RuntimeFiles(library, List.of()), named(folder));
    }

    @Test
    void theLibraryItselfMayBeNamed() throws IOException {
        Path library = Files.createFile(folder.resolve("of_my_own"));

        assertEquals(library, named(library).library());
    }

    @Test
    void anArchivesThreadingLibraryIsLoadedBeforeIt() throws IOException {
        install(folder.resolve("runtime/lib/intel64"));
        String name = Platform.isWindows() ? "tbb12.dll" : Platform.isMac() ? "libtbb.12.dylib" : "libtbb.so.12";
        Path tbb = Files.createFile(Files.createDirectories(folder.resolve("runtime/3rdparty/tbb/lib"))
                .resolve(name));

        assertEquals(List.of(tbb), named(folder).needed());
    }

    @Test
    void theEnvironmentComesBeforeTheUsualFolders() throws IOException {
        Path first = install(folder.resolve("first"));
        Path archive = install(folder.resolve("archive/runtime/lib/intel64"));
        Path usual = install(folder.resolve("usual"));
        String missing = folder.resolve("missing") + File.pathSeparator;
        List<String> folders = List.of(usual.getParent().toString());

        assertEquals(usual, find(Map.of(), folders));
        assertEquals(
                archive,
                find(Map.of("INTEL_OPENVINO_DIR", folder.resolve("archive").toString()), folders));
        assertEquals(
                first,
                find(
                        Map.of(
                                "OPENVINO_LIB_PATHS",
                                missing + first.getParent(),
                                "INTEL_OPENVINO_DIR",
                                folder.resolve("archive").toString()),
                        folders));
    }

    private static Path find(Map<String, String> environment, List<String> folders) {
        return RuntimeFiles.find(Optional.empty(), environment, folders, List.of())
                .library();
    }

    @Test
    void theNewestArchiveIsTaken() throws IOException {
        install(folder.resolve("openvino_2024.6.0/runtime/lib/intel64"));
        Path newest = install(folder.resolve("openvino_2026.4.1/runtime/lib/intel64"));

        RuntimeFiles found = RuntimeFiles.find(Optional.empty(), Map.of(), List.of(), List.of(folder.toString()));

        assertEquals(newest, found.library());
    }

    @Test
    void whereThereIsNoneTheMessageSaysWhereToGetIt() {
        String message = assertThrows(
                        BackendException.class,
                        () -> RuntimeFiles.find(
                                Optional.empty(), Map.of("OPENVINO_LIB_PATHS", ""), List.of(), List.of()))
                .getMessage();

        assertTrue(message.startsWith("OpenVINO's C library was not found; install OpenVINO"), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void aNamedFolderWithoutItIsAnErrorWhateverElseThereIs() throws IOException {
        Path usual = install(folder.resolve("usual")).getParent();
        Path empty = Files.createDirectory(folder.resolve("empty"));

        String message = assertThrows(
                        BackendException.class,
                        () -> RuntimeFiles.find(
                                Optional.of(empty.toString()), Map.of(), List.of(usual.toString()), List.of()))
                .getMessage();

        assertTrue(message.contains("'" + empty + "', which -Dsamdeblur.openvino names"), message);
    }
}
