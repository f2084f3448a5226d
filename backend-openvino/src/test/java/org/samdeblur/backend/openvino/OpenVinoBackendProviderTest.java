package org.samdeblur.backend.openvino;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.backend.openvino.runtime.TestRuntime;
import org.samdeblur.networks.contract.BackendProviderContract;

@NeedsOpenVino
class OpenVinoBackendProviderTest extends BackendProviderContract {
    OpenVinoBackendProviderTest() {
        super(new OpenVinoBackendProvider());
    }

    @Override
    protected String remedyForGpu() {
        return "Intel's";
    }

    @Override
    protected List<String> javaOptions() {
        return TestRuntime.javaOptions();
    }

    @Test
    void statusNamesTheRuntimeAndItsVersion() {
        String runtime = new OpenVinoBackendProvider().status().runtime();
        assertTrue(runtime.matches("OpenVINO \\d+\\.\\d+\\.\\d+"), runtime);
    }

    @Test
    void withoutOpenVinoItIsUnavailableAndSaysWhereToGetIt(@TempDir Path empty) throws Exception {
        String status = statusWithout("nothing of that name", "-Dsamdeblur.openvino=" + empty);

        assertTrue(status.startsWith("unavailable: OpenVINO's C library was not found in '" + empty), status);
        assertTrue(status.contains("pip install openvino"), status);
        assertFalse(status.contains("\n"), status);
    }

    @Test
    void aLibraryThatCannotBeLoadedIsNamed(@TempDir Path folder) throws Exception {
        Path library = Files.writeString(folder.resolve("library"), "not a library");

        String status = statusWithout("nothing of that name", "-Dsamdeblur.openvino=" + library);

        assertTrue(status.startsWith("unavailable: OpenVINO does not load from '" + library), status);
        assertFalse(status.contains("\n"), status);
    }
}
