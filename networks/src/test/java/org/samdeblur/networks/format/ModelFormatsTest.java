package org.samdeblur.networks.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.contract.Golden;
import org.samdeblur.networks.deblur.DeblurNetworks;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;

class ModelFormatsTest {
    @TempDir
    private Path folder;

    private static void assertFormat(StandardFormat expected, Path path) {
        assertEquals(Optional.of(expected), ModelFormats.of(path), path.toString());
    }

    private Path archive(String name, String... entries) throws IOException {
        Path file = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
            }
        }
        return file;
    }

    private Path savedModel() throws IOException {
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.write(model.resolve("saved_model.pb"), new byte[] {8, 1, 18, 0});
        return model;
    }

    private Path onnx(String name) {
        Path file = folder.resolve(name);
        OnnxFiles.write(nafnet("nafnet.pth"), file);
        return file;
    }

    private static Graph nafnet(String name) {
        return DeblurNetworks.load(ModelSource.of(Golden.file("nafnet/" + name)), DeblurModelOptions.DEFAULT)
                .graph();
    }

    @Test
    void filesAreKnownByTheirContentUnderAnyName() throws IOException {
        for (String suffix : new String[] {".pth", ".onnx", ".pt", ""}) {
            assertFormat(StandardFormat.ONNX, onnx("graph" + suffix));
            assertFormat(StandardFormat.TORCH_SCRIPT, archive("program" + suffix, "p/data.pkl", "p/code/net.py"));
            assertFormat(StandardFormat.CHECKPOINT, archive("weights" + suffix, "w/data.pkl", "w/data/0"));
            assertFormat(StandardFormat.CHECKPOINT, archive("arrays" + suffix, "a.npy", "b.npy"));
        }
        assertFormat(StandardFormat.SAVED_MODEL, savedModel());
    }

    @Test
    void aFolderOfCheckpointsIsKnownByItsFiles() throws IOException {
        assertEquals(Optional.empty(), ModelFormats.of(folder));
        Files.createFile(Files.createDirectory(folder.resolve("parts")).resolve("encoder_lv1.pkl"));
        assertFormat(StandardFormat.CHECKPOINT_FOLDER, folder);
    }

    @Test
    void whatIsNotKnownIsLeftToBackends() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.pt"), "Dear model, please sharpen.");
        assertEquals(Optional.empty(), ModelFormats.of(letter));
        assertEquals(Optional.empty(), ModelFormats.of(archive("books.zip", "a.txt")));
        assertEquals(Optional.empty(), ModelFormats.of(folder.resolve("missing.pth")));
        assertEquals(Optional.empty(), ModelFormats.objection("onnx", ModelSource.of(letter)));
        assertEquals(Optional.empty(), ModelFormats.objection("onnx", ModelSource.of(folder.resolve("missing"))));
        assertEquals(Optional.empty(), ModelFormats.objection("onnx", ModelSource.embedded()));
    }

    @Test
    void graphsAndCheckpointsRunOnEveryBackend() throws IOException {
        assertEquals(Optional.empty(), ModelFormats.objection("any", ModelSource.of(onnx("graph.onnx"))));
        assertEquals(Optional.empty(), ModelFormats.objection("any", ModelSource.of(archive("w.pth", "w/data.pkl"))));
    }

    @Test
    void anObjectionNamesTheBackendAndWhatToAdd() throws IOException {
        ModelSource program = ModelSource.of(archive("net.pt", "net/data.pkl", "net/constants.pkl"));
        ModelSource model = ModelSource.of(savedModel());

        assertEquals(Optional.empty(), ModelFormats.objection("djl", program));
        assertEquals(
                Optional.of("this is a TorchScript file, which the backend 'djl' runs; add"
                        + " org.samdeblur:samdeblur-backend-djl"),
                ModelFormats.objection("onnx", program));
        assertEquals(Optional.empty(), ModelFormats.objection("tensorflow", model));
        assertEquals(
                Optional.of("this is a SavedModel, which the backend 'tensorflow' runs; add"
                        + " org.samdeblur:samdeblur-backend-tensorflow"),
                ModelFormats.objection("onnx", model));
    }

    @Test
    void aDownloadIsFetchedToTell() throws Exception {
        Path program = archive("net.pt", "net/data.pkl", "net/code/net.py");
        ModelSource here = ModelSource.of(program.toUri(), "0".repeat(64));
        ModelSource missing = ModelSource.of(folder.resolve("missing.pt").toUri(), "0".repeat(64));

        assertTrue(ModelFormats.objection("onnx", here).isPresent());
        assertEquals(Optional.empty(), ModelFormats.objection("onnx", missing));
    }

    @Test
    void namesMakeNoDifferenceToWhatIsLoaded() throws IOException {
        Path graph = onnx("graph.pth");
        Path checkpoint = Files.copy(Golden.file("nafnet/nafnet.pth"), folder.resolve("weights.onnx"));

        assertEquals(
                "NAFNet",
                DeblurNetworks.load(ModelSource.of(checkpoint), DeblurModelOptions.DEFAULT)
                        .info()
                        .architecture());
        assertEquals(
                3,
                DeblurNetworks.load(ModelSource.of(graph), DeblurModelOptions.DEFAULT)
                        .info()
                        .inputChannels());
    }

    @Test
    void theGraphOfASavedModelIsNoModelByItself() throws IOException {
        ModelSource graph = ModelSource.of(savedModel().resolve("saved_model.pb"));
        InvalidModelException refusal =
                assertThrows(InvalidModelException.class, () -> DeblurNetworks.load(graph, DeblurModelOptions.DEFAULT));
        assertTrue(refusal.getMessage().contains("give the folder"), refusal.getMessage());
    }
}
