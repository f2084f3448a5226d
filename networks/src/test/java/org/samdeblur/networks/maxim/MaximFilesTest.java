package org.samdeblur.networks.maxim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.contract.MaximGolden;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.DeblurNetworks;

class MaximFilesTest {
    private static final Path PUBLISHED = MaximGolden.ONE_STAGE.weights();

    @TempDir
    Path folder;

    private Map<String, byte[]> files;

    @BeforeEach
    void writeModel() {
        files = new LinkedHashMap<>(TensorFlowJsMaxim.files(Checkpoint.open(PUBLISHED)));
    }

    @Test
    void packageFolderAndModelAreTheSameNetwork() throws IOException {
        Path archive = packed();
        Path unpacked = Files.createDirectories(folder.resolve("unpacked/package/models"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(unpacked.resolve(file.getKey()), file.getValue());
        }

        DeblurNetwork expected = load(PUBLISHED);

        assertEquals(expected.graph().nodes(), load(archive).graph().nodes());
        assertEquals(expected.weights(), load(archive).weights());
        assertEquals(expected.weights(), load(folder.resolve("unpacked")).weights());
        assertEquals(expected.weights(), load(unpacked.resolve("model.json")).weights());
    }

    @Test
    void archiveThatIsCutShortIsRefused() throws IOException {
        Path archive = packed();
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));

        assertRefused(archive, "cut short");
    }

    @Test
    void archiveThatIsNoneIsRefused() throws IOException {
        assertRefused(Files.write(folder.resolve("page.tgz"), "<html>".getBytes(StandardCharsets.UTF_8)), "damaged");
    }

    @Test
    void missingShardIsNamed() throws IOException {
        files.remove(TensorFlowJsMaxim.shard(1));

        assertRefused(packed(), TensorFlowJsMaxim.shard(1));
    }

    @Test
    void shardTooShortIsRefused() throws IOException {
        files.computeIfPresent(
                TensorFlowJsMaxim.shard(2), (name, content) -> Arrays.copyOf(content, content.length - 4));

        assertRefused(packed(), "shards hold");
    }

    @Test
    void loneShardIsRefusedByWhatItIs() throws IOException {
        Path shard = folder.resolve("group1-shard1of22.bin");
        Files.write(shard, files.get(TensorFlowJsMaxim.shard(0)));

        assertRefused(shard, "one shard of a TensorFlow.js model");
    }

    @Test
    void otherFlaxNetworksAreRefused() throws IOException {
        Path weights = folder.resolve("kernel.npy");
        NpyFiles.write(weights, Tensor.of(new float[4 * 5], 4, 5));
        Path archive = folder.resolve("checkpoint.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : List.of("opt/target/Dense_0/kernel.npy", "opt/state/step.npy")) {
                zip.putNextEntry(new ZipEntry(name));
                Files.copy(weights, zip);
            }
        }

        assertRefused(archive, "no known deblurring network");
        assertRefused(archive, "[Dense_0.weight]");
    }

    @Test
    void quantizedWeightsAreRefused() throws IOException {
        replaceInModel("\"dtype\":\"float32\"", "\"dtype\":\"float32\",\"quantization\":{\"dtype\":\"uint8\"}");

        assertRefused(packed(), "quantized");
    }

    @Test
    void otherModelsAreRefused() throws IOException {
        replaceInModel("stage_", "block_");
        replaceInModel("UpSampleRatio_", "Up_");

        assertRefused(packed(), "not of MAXIM");
    }

    @Test
    void damagedDescriptionIsRefused() throws IOException {
        files.computeIfPresent("model.json", (name, content) -> Arrays.copyOf(content, content.length / 2));

        assertRefused(packed(), "model.json");
    }

    private void replaceInModel(String old, String text) {
        files.computeIfPresent(
                "model.json",
                (name, content) -> new String(content, StandardCharsets.UTF_8)
                        .replace(old, text)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private Path packed() throws IOException {
        Path archive = folder.resolve("network-0.1.0.tgz");
        TensorFlowJsMaxim.pack(files, archive);
        return archive;
    }

    private static void assertRefused(Path file, String expected) {
        String message =
                assertThrows(InvalidModelException.class, () -> load(file)).getMessage();
        assertTrue(message.contains(expected), message);
        assertFalse(message.contains("\n"), message);
    }

    private static DeblurNetwork load(Path file) {
        return DeblurNetworks.load(ModelSource.of(file), DeblurModelOptions.DEFAULT);
    }
}
