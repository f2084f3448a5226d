package org.samdeblur.networks.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.Backend;
import org.samdeblur.api.BackendException;
import org.samdeblur.api.BackendOptions;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Device;
import org.samdeblur.api.DeviceUnavailableException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Precision;

/**
 * How every backend presents itself: it is found, says what it can and cannot do before anything is loaded, and what to do
 * about it. The test of a backend, which is the only one on its path, extends this class.
 */
public abstract class BackendProviderContract {
    private final BackendProvider provider;

    /**
     * For subclasses.
     *
     * @param provider the backend
     */
    protected BackendProviderContract(BackendProvider provider) {
        this.provider = provider;
    }

    /**
     * Returns what the JVM of a further process needs for the backend to work there.
     *
     * @return options of the JVM
     */
    protected List<String> javaOptions() {
        return List.of();
    }

    /**
     * Returns what a user is told to add where a GPU is asked for.
     *
     * @return a part of the message
     */
    protected abstract String remedyForGpu();

    @Test
    void isFoundAsAServiceOnModulePathAndClassPath() {
        Backends installed = Backends.installed();
        assertTrue(installed.providers().stream().anyMatch(provider.getClass()::isInstance));
        assertEquals(provider.name(), installed.select(ModelSource.embedded()).name());
    }

    @Test
    void takesAModelOfARuntimesOwnFormatOrSaysWhichBackendDoes(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("saved_model.pb"), new byte[] {8, 1, 18, 0});
        assertRunBy("djl", ModelSource.of(Golden.file("foreign/restorer3.pt")));
        assertRunBy("tensorflow", ModelSource.of(folder));
    }

    private void assertRunBy(String backend, ModelSource model) {
        if (provider.name().equals(backend)) {
            assertEquals(backend, Backends.installed().select(model).name());
            return;
        }
        String message = assertThrows(
                        BackendException.class, () -> Backends.installed().select(model))
                .getMessage();
        assertTrue(
                message.contains("the backend '" + backend + "' runs; add org.samdeblur:samdeblur-backend-" + backend),
                message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void statusListsTheProcessor() {
        assertTrue(
                provider.status().devices().contains(Device.cpu()),
                provider.status().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu:0", "gpu:3", "cuda:1"})
    void aDeviceThatCannotBeHadIsAnErrorThatSaysWhatIsMissing(String wish) {
        assertRefused(wish, remedyForGpu());
    }

    @Test
    void aDeviceNobodyKnowsIsAnErrorThatListsThose() {
        assertRefused("abacus", "gpu");
    }

    @Test
    void aFreeChoiceFallsBackToTheProcessorAndSaysWhy() {
        try (Backend backend = provider.open(BackendOptions.DEFAULT)) {
            assertEquals(Device.cpu(), backend.device());
            String note = backend.deviceNote().orElseThrow();
            assertTrue(note.contains(remedyForGpu()) && !note.contains("\n"), note);
        }
    }

    @Test
    void computesIn32BitFloatsUnlessAskedOtherwise() {
        try (Backend backend = provider.open(BackendOptions.DEFAULT.withDevice(Device.cpu()))) {
            assertEquals(Precision.FLOAT32, backend.precision());
        }
    }

    @Test
    void aPrecisionIsKeptToOrRefusedBeforeAnythingIsLoaded() {
        for (Precision precision : Precision.values()) {
            BackendOptions options =
                    BackendOptions.DEFAULT.withDevice(Device.cpu()).withPrecision(precision);
            try (Backend backend = provider.open(options)) {
                assertNotEquals(Precision.AUTO, backend.precision());
                assertTrue(precision == Precision.AUTO || precision == backend.precision());
            } catch (BackendException e) {
                assertTrue(
                        e.getMessage().startsWith("precision " + precision + " is not available on cpu"),
                        e::getMessage);
                assertFalse(e.getMessage().contains("\n"), e.getMessage());
            }
        }
    }

    @Test
    void saysNothingOfItselfWhereItWorks() throws Exception {
        assertEquals("available", statusWithout("nothing of that name"));
    }

    private void assertRefused(String wish, String part) {
        BackendOptions options = BackendOptions.DEFAULT.withDevice(Device.parse(wish));
        String message = assertThrows(DeviceUnavailableException.class, () -> provider.open(options))
                .getMessage();
        assertTrue(message.contains(wish) && message.contains(part), message);
        assertFalse(message.contains("\n"), message);
    }

    /**
     * Asks for the status in a process of its own, on the class path.
     *
     * @param missing what is left off the class path: all whose path contains it
     * @param javaOptions for the process
     * @return all the process printed, on either stream
     * @throws Exception if the process cannot be started
     */
    protected final String statusWithout(String missing, String... javaOptions) throws Exception {
        List<String> command = JavaCommand.with(provider.getClass())
                .without(missing)
                .options(javaOptions().toArray(String[]::new))
                .options(javaOptions)
                .running(BackendStatusPrinter.class, provider.name());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
