package org.samdeblur.backend.onnx;

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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.Backends;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.networks.contract.Golden;

class OnnxBackendProviderTest {
    private final BackendProvider provider = new OnnxBackendProvider();

    @Test
    void isFoundAsAServiceOnModulePathAndClassPath() {
        Backends installed = Backends.installed();
        assertTrue(installed.providers().stream().anyMatch(OnnxBackendProvider.class::isInstance));
        assertEquals(
                "onnx",
                installed.select(Optional.empty(), ModelSource.embedded()).name());
    }

    @Test
    void statusNamesRuntimeVersionAndProcessor() {
        BackendStatus status = provider.status();
        assertTrue(status.runtime().matches("ONNX Runtime \\d+\\.\\d+\\.\\d+"), status.runtime());
        assertTrue(status.devices().contains(Device.cpu()), status.toString());
    }

    @Test
    void runsANetworkOfOthers() {
        Tensor input = Golden.tensor("foreign/restorer3_input.npy");
        Tensor expected = Golden.tensor("foreign/restorer3_output.npy");
        try (Backend backend = provider.open(new BackendOptions(Device.auto(), OptionalInt.of(1)));
                DeblurModel model = backend.loadDeblurModel(
                        ModelSource.of(Golden.file("foreign/restorer3_dynamic.onnx")), DeblurModelOptions.DEFAULT)) {
            assertEquals(Device.cpu(), backend.device());
            Golden.assertClose(image(expected), model.run(image(input)), 1e-4f);
        }
    }

    private static Tensor image(Tensor tensor) {
        return tensor.rank() == 3 ? tensor : tensor.reshape(tensor.dim(1), tensor.dim(2), tensor.dim(3));
    }

    @Test
    void aFileThatIsNoNetworkIsRefused(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("letter.onnx"), "Dear model, please sharpen.");
        try (Backend backend = provider.open(BackendOptions.DEFAULT)) {
            InvalidModelException e = assertThrows(
                    InvalidModelException.class,
                    () -> backend.loadDeblurModel(ModelSource.of(file), DeblurModelOptions.DEFAULT));
            assertTrue(e.getMessage().contains("letter.onnx"), e.getMessage());
        }
    }

    @Test
    void aDeviceThatCannotBeHadIsAnErrorBeforeAnythingIsLoaded() {
        BackendOptions options = new BackendOptions(Device.gpu(999), OptionalInt.empty());
        assertThrows(DeviceUnavailableException.class, () -> provider.open(options));
    }

    /** Where the native library does not load, the backend says so and the process goes on. */
    @Test
    void withoutItsNativeLibraryItIsUnavailableAndSaysWhy(@TempDir Path empty) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Donnxruntime.native.path=" + empty,
                        "-cp",
                        everything(),
                        PrintStatus.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.startsWith("unavailable: ONNX Runtime does not load on "), output);
        assertTrue(output.contains(empty.toString()), output);
        assertFalse(output.contains("\n"), output);
    }

    private static String everything() throws URISyntaxException {
        Path tests = Path.of(PrintStatus.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path classes = tests.resolveSibling("classes");
        Path testClasses = tests.resolveSibling("test-classes");
        return Stream.of(
                        testClasses.toString(),
                        classes.toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
