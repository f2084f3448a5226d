package org.samdeblur.networks.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.InvalidModelException;

class DownloaderTest {
    private static final byte[] MODEL = bytes(1, 200_000);
    private static final byte[] OTHER = bytes(2, 200_000);
    private static final String NET = "/net.pth";
    private static final String VERSION = "\"one\"";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private FileServer server;

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void serve() throws IOException {
        server = new FileServer();
        server.on(NET, FileServer.file(MODEL, VERSION));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fileIsTheServersAndNothingElseIsLeft() throws Exception {
        download(unknown());

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
        assertEquals(List.of("net.pth"), left());
    }

    @Test
    void goesOnWhereTheConnectionWasCut() throws Exception {
        server.on(NET, exchange -> {
            int after = server.requests().size() < 3 ? 70_000 : MODEL.length;
            FileServer.cut(MODEL, VERSION, after).to(exchange);
        });

        download(known());

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
        assertEquals(List.of("all", "bytes=70000-", "bytes=140000-"), server.requests());
    }

    @Test
    void goesOnInALaterRun() throws Exception {
        server.on(NET, FileServer.cut(MODEL, VERSION, 1_000));
        String message = refusal(unknown());
        assertTrue(message.contains("broke after 5000 bytes; they are kept"), message);
        assertFalse(Files.exists(place()));

        server.on(NET, FileServer.file(MODEL, VERSION));
        download(unknown());

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
        assertEquals("bytes=5000-", server.requests().get(5));
        assertEquals(List.of("net.pth"), left());
    }

    @Test
    void beginsAnewWhereTheFileHasChanged() throws Exception {
        server.on(NET, FileServer.cut(OTHER, "\"old\"", 1_000));
        refusal(unknown());

        server.on(NET, FileServer.file(MODEL, VERSION));
        download(unknown());

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
    }

    @Test
    void beginsAnewWhereTheServerSendsNoRest() throws Exception {
        server.on(NET, FileServer.cut(MODEL, VERSION, 1_000));
        refusal(known());

        server.on(NET, FileServer.withoutRanges(MODEL));
        download(known());

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
    }

    @Test
    void beginsAnewWhereWhatIsLeftIsOfAnotherFile() throws Exception {
        Files.write(new PartialFile(place()).path(), Arrays.copyOf(OTHER, 50_000));

        download(known());

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
        assertEquals(List.of("bytes=50000-", "all"), server.requests());
    }

    @Test
    void beginsAnewWhereNothingTellsWhetherTheRestFits() throws Exception {
        Files.write(new PartialFile(place()).path(), Arrays.copyOf(OTHER, 50_000));

        download(unknown());

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
        assertEquals(List.of("all"), server.requests());
    }

    @Test
    void takesAWholeFileThatWasNotMovedToItsPlace() throws Exception {
        Files.write(new PartialFile(place()).path(), MODEL);

        download(known());

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
        assertEquals(List.of(), server.requests());
    }

    @Test
    void asksWhetherThereIsMoreWhereTheSizeIsNotKnown() throws Exception {
        Files.write(new PartialFile(place()).path(), MODEL);

        download(new RemoteFile(server.address(NET), OptionalLong.empty(), Optional.of(hash(MODEL))));

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
        assertEquals(List.of("bytes=200000-"), server.requests());
    }

    @Test
    void fileOfAnotherSizeIsRefusedBeforeItIsDownloaded() {
        server.on(NET, FileServer.file(Arrays.copyOf(MODEL, 150_000), VERSION));

        String message = refusal(known());

        assertTrue(message.contains("has 150000 bytes instead of 200000"), message);
    }

    @Test
    void serverThatSendsMoreThanItSaysIsStopped() throws Exception {
        server.on(NET, FileServer.withoutSize(bytes(3, 3_000_000)));

        String message = refusal(known());

        assertTrue(message.contains("more than 200000 bytes"), message);
        assertFalse(Files.exists(place()));
    }

    @Test
    void serverThatSaysMoreThanItSendsGivesUpAfterSomeAttempts() {
        server.on(NET, exchange -> {
            exchange.sendResponseHeaders(200, MODEL.length + 5_000L);
            exchange.getResponseBody().write(MODEL);
        });

        String message = refusal(unknown());

        assertTrue(message.contains("cannot get " + server.address(NET)), message);
        assertEquals(5, server.requests().size());
    }

    @Test
    void fileWithOtherContentIsRefusedAndNotKept() throws Exception {
        server.on(NET, FileServer.file(OTHER, VERSION));

        String message = refusal(known());

        assertTrue(
                message.contains("SHA-256 " + hash(OTHER).digits() + " instead of "
                        + hash(MODEL).digits()),
                message);
        assertEquals(List.of(), left());
    }

    @Test
    void missingFileIsNotAskedForTwice() {
        server.on(NET, FileServer.status(404));

        assertTrue(refusal(known()).contains("the server answers 404"));
        assertEquals(1, server.requests().size());
    }

    @Test
    void busyServerIsAskedAgain() throws Exception {
        server.on(NET, exchange -> {
            FileServer.Answer answer =
                    server.requests().size() < 3 ? FileServer.status(503) : FileServer.file(MODEL, VERSION);
            answer.to(exchange);
        });

        download(known());

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
    }

    @Test
    void brokenServerIsGivenUp() {
        server.on(NET, FileServer.status(500));

        assertTrue(refusal(known()).contains("the server answers 500"));
    }

    @Test
    void serverThatIsNotThereIsGivenUpAtOnce() {
        RemoteFile file = known();
        server.close();

        assertTrue(refusal(file).contains("no connection to localhost can be made"));
    }

    @Test
    void redirectionsAreFollowed() throws Exception {
        server.on("/moved.pth", FileServer.redirect(NET));

        download(new RemoteFile(server.address("/moved.pth"), OptionalLong.empty(), Optional.empty()));

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
    }

    @Test
    void redirectionsWithoutAnEndAreRefused() {
        server.on(NET, FileServer.redirect(NET));

        String message = refusal(known());

        assertTrue(message.contains("302") && message.contains("not followed"), message);
    }

    @Test
    void silentServerIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        server.on(NET, exchange -> {
            exchange.sendResponseHeaders(200, MODEL.length);
            exchange.getResponseBody().write(MODEL, 0, 100);
            exchange.getResponseBody().flush();
            awaitQuietly(never);
        });
        Downloader impatient = new Downloader(Duration.ofMillis(300), Duration.ZERO);

        String message = assertThrows(
                        InvalidModelException.class, () -> impatient.download(known(), place(), (bytes, total) -> {}))
                .getMessage();

        never.countDown();
        assertTrue(message.contains("nothing came for"), message);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void interruptionEndsIt() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        server.on(NET, exchange -> {
            asked.countDown();
            awaitQuietly(never);
        });
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                download(known());
            } catch (RuntimeException e) {
                failures.add(e);
            }
        });
        thread.start();
        asked.await();

        thread.interrupt();
        thread.join();
        never.countDown();

        assertEquals(CancelledException.class, failures.get(0).getClass());
    }

    @Test
    void listenerHearsHowFarItHasComeAndMayEndIt() {
        List<Long> reports = new ArrayList<>();
        List<OptionalLong> totals = new ArrayList<>();
        downloader().download(known(), place(), (bytes, total) -> {
            reports.add(bytes);
            totals.add(total);
        });

        assertEquals(MODEL.length, reports.get(reports.size() - 1));
        assertEquals(OptionalLong.of(MODEL.length), totals.get(totals.size() - 1));
        assertEquals(reports.stream().sorted().toList(), reports);

        assertThrows(
                IllegalStateException.class,
                () -> downloader().download(known(), place(), (bytes, total) -> {
                    throw new IllegalStateException("enough");
                }));
    }

    @Test
    void proxyOfTheVirtualMachineIsUsed() throws Exception {
        String host = System.setProperty("http.proxyHost", "localhost");
        String port = System.setProperty("http.proxyPort", String.valueOf(server.port()));
        try {
            download(new RemoteFile(URI.create("http://models.invalid" + NET), OptionalLong.empty(), Optional.empty()));
        } finally {
            restore("http.proxyHost", host);
            restore("http.proxyPort", port);
        }

        assertArrayEquals(MODEL, Files.readAllBytes(place()));
    }

    private static void restore(String property, String value) {
        if (value == null) {
            System.clearProperty(property);
        } else {
            System.setProperty(property, value);
        }
    }

    private RemoteFile known() {
        return new RemoteFile(server.address(NET), OptionalLong.of(MODEL.length), Optional.of(hash(MODEL)));
    }

    private RemoteFile unknown() {
        return new RemoteFile(server.address(NET), OptionalLong.empty(), Optional.empty());
    }

    private static FileHash hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new FileHash(FileHash.Algorithm.SHA256, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path place() {
        return folder.resolve("net.pth");
    }

    private static Downloader downloader() {
        return new Downloader(PATIENCE, Duration.ZERO);
    }

    private void download(RemoteFile file) {
        downloader().download(file, place(), (bytes, total) -> {});
    }

    private String refusal(RemoteFile file) {
        return assertThrows(InvalidModelException.class, () -> download(file)).getMessage();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
