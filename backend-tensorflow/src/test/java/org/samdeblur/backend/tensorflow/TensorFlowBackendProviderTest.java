package org.samdeblur.backend.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.api.ModelSource;

class TensorFlowBackendProviderTest {
    private final BackendProvider provider = new TensorFlowBackendProvider();

    @Test
    void isFoundAsAServiceOnModulePathAndClassPath() {
        Backends installed = Backends.installed();
        assertTrue(installed.providers().stream().anyMatch(TensorFlowBackendProvider.class::isInstance));
        assertEquals(
                "tensorflow",
                installed.select(Optional.empty(), ModelSource.embedded()).name());
    }

    @Test
    void statusNamesRuntimeVersionAndProcessor() {
        BackendStatus status = provider.status();
        assertEquals("TensorFlow 2.18.0", status.runtime());
        assertTrue(status.devices().contains(Device.cpu()), status.toString());
    }

    @Test
    void aFreeChoiceFallsBackToTheProcessorAndSaysWhy() {
        try (Backend backend = provider.open(BackendOptions.DEFAULT)) {
            assertEquals(Device.cpu(), backend.device());
            String note = backend.deviceNote().orElseThrow();
            assertTrue(note.contains("linux-x86_64-gpu") && !note.contains("\n"), note);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu:0", "gpu:3", "cuda:1"})
    void aDeviceThatCannotBeHadIsAnErrorThatSaysWhatIsMissing(String wish) {
        assertRefused(wish, "<classifier>linux-x86_64-gpu</classifier>");
    }

    @Test
    void aDeviceNobodyKnowsIsAnErrorThatListsThose() {
        assertRefused("abacus", "gpu");
    }

    private void assertRefused(String wish, String part) {
        BackendOptions options = new BackendOptions(Device.parse(wish), OptionalInt.empty());
        String message = assertThrows(DeviceUnavailableException.class, () -> provider.open(options))
                .getMessage();
        assertTrue(message.contains(wish) && message.contains(part), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void withoutItsNativeLibraryItIsUnavailableAndSaysWhatToAdd() throws Exception {
        String output = status("tensorflow-core-native-1.1.0-");
        assertTrue(
                output.startsWith("unavailable: TensorFlow's native library for this machine is on no path"), output);
        assertTrue(output.contains("<artifactId>tensorflow-core-native</artifactId><version>1.1.0</version>"), output);
        assertFalse(output.contains("\n"), output);
    }

    @Test
    void saysNothingOfItselfOnStandardError() throws Exception {
        assertEquals("available", status("nothing of that name"));
    }

    private static String status(String missing) throws IOException, InterruptedException, URISyntaxException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        everythingBut(missing),
                        PrintStatus.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        return output;
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
