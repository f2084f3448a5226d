package org.samdeblur.networks.deblur;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.ModelSource;

/** Networks in a file system that is not the default one: within a zip file. */
class ForeignFileSystemTest {
    private static final Path GOLDEN = Path.of(System.getProperty("samdeblur.golden", "../golden"));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"nafnet/segnafnet.pth", "foreign/restorer5_static.onnx"})
    void networksAreLoaded(String network) throws IOException {
        Path file = GOLDEN.resolve(network);
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("models.zip"), Map.of("create", "true"))) {
            Path inside = zip.getPath("/" + file.getFileName());
            Files.copy(file, inside);

            DeblurNetwork expected = DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);
            DeblurNetwork loaded = DeblurNetworks.load(ModelSource.of(inside), DeblurModelOptions.DEFAULT);

            assertEquals(expected.info().architecture(), loaded.info().architecture());
            assertEquals(expected.graph().constants(), loaded.graph().constants());
        }
    }
}
