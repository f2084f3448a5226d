package org.samdeblur.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.Backends;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;

class DjlBackendProviderTest {
    private final BackendProvider provider = new DjlBackendProvider();

    @Test
    void isFoundAsAServiceOnModulePathAndClassPath() {
        Backends installed = Backends.installed();
        assertTrue(installed.providers().stream().anyMatch(DjlBackendProvider.class::isInstance));
        assertEquals(
                "djl",
                installed.select(Optional.empty(), ModelSource.embedded()).name());
    }

    @Test
    void statusNamesRuntimeVersionAndProcessor() {
        BackendStatus status = provider.status();
        assertEquals("PyTorch 2.7.1 (DJL 0.35.1)", status.runtime());
        assertTrue(status.devices().contains(Device.cpu()), status.toString());
    }

    @Test
    void aFileThatIsNoNetworkIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("letter.pt"), "Dear model, please sharpen.");
        try (Backend backend = provider.open(BackendOptions.DEFAULT)) {
            InvalidModelException e = assertThrows(
                    InvalidModelException.class,
                    () -> backend.loadDeblurModel(ModelSource.of(file), DeblurModelOptions.DEFAULT));
            assertTrue(e.getMessage().contains("letter.pt"), e.getMessage());
        }
    }

    @Test
    void aFreeChoiceFallsBackToTheProcessorAndSaysWhy() {
        try (Backend backend = provider.open(BackendOptions.DEFAULT)) {
            assertEquals(Device.cpu(), backend.device());
            String note = backend.deviceNote().orElseThrow();
            assertTrue(note.contains("pytorch-native-cu128") && !note.contains("\n"), note);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu:0", "gpu:3", "cuda:1"})
    void aDeviceThatCannotBeHadIsAnErrorThatSaysWhereToGetIt(String wish) {
        assertRefused(wish, "<artifactId>pytorch-native-cu128</artifactId>");
    }

    @Test
    void aDeviceNobodyKnowsIsAnErrorThatListsThose() {
        assertRefused("abacus", "cuda");
    }

    private void assertRefused(String wish, String part) {
        BackendOptions options = new BackendOptions(Device.parse(wish), OptionalInt.empty());
        String message = assertThrows(DeviceUnavailableException.class, () -> provider.open(options))
                .getMessage();
        assertTrue(message.contains(wish) && message.contains(part), message);
        assertFalse(message.contains("\n"), message);
    }

    /**
     * Where the native library is not on the class path, the backend says what to add, fetches nothing, and the process
     * goes on.
     */
    @Test
    void withoutItsNativeLibraryItIsUnavailableAndSaysWhatToAdd(@TempDir Path cache) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-DDJL_CACHE_DIR=" + cache,
                        "-cp",
                        everythingBut("pytorch-native"),
                        PrintStatus.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.startsWith("unavailable: PyTorch's native library is not on the class path"), output);
        assertTrue(output.contains("<artifactId>pytorch-native-cpu</artifactId><version>2.7.1</version>"), output);
        assertFalse(output.contains("\n"), output);
        try (Stream<Path> files = Files.list(cache)) {
            assertEquals(0, files.count(), "something was put into DJL's cache");
        }
    }

    private static String everythingBut(String part) throws URISyntaxException {
        Path tests = Path.of(PrintStatus.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        String paths = Stream.of(
                        tests.resolveSibling("test-classes").toString(),
                        tests.resolveSibling("classes").toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .collect(Collectors.joining(File.pathSeparator));
        return Arrays.stream(paths.split(File.pathSeparator))
                .filter(path -> !path.isEmpty() && !path.contains(part))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
