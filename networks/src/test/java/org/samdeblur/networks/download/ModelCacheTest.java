package org.samdeblur.networks.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.ModelSource;

class ModelCacheTest {
    private static final byte[] MODEL = "weights".repeat(10_000).getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/models/net.pth", exchange -> answer(exchange, 200, MODEL));
        server.createContext("/missing.pth", exchange -> answer(exchange, 404, new byte[0]));
        server.createContext("/moved.pth", exchange -> {
            exchange.getResponseHeaders().set("Location", "/models/net.pth");
            answer(exchange, 302, new byte[0]);
        });
        server.createContext("/broken.pth", exchange -> {
            exchange.sendResponseHeaders(200, MODEL.length);
            exchange.getResponseBody().write(MODEL, 0, 100);
            exchange.close();
        });
        server.start();
    }

    private void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        requests.incrementAndGet();
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void downloadsOnce() throws Exception {
        ModelCache cache = cache();

        Path first = cache.fetch(download("/models/net.pth?version=2", sha256(MODEL)));
        Path second = cache.fetch(download("/models/net.pth?version=2", sha256(MODEL)));

        assertArrayEquals(MODEL, Files.readAllBytes(first));
        assertEquals(first, second);
        assertEquals("net.pth", first.getFileName().toString());
        assertEquals(1, requests.get());
    }

    @Test
    void followsRedirections() throws Exception {
        Path file = cache().fetch(download("/moved.pth", sha256(MODEL)));

        assertArrayEquals(MODEL, Files.readAllBytes(file));
    }

    @Test
    void downloadsAnewWhatHasBeenDamaged() throws Exception {
        ModelCache cache = cache();
        Path file = cache.fetch(download("/models/net.pth", sha256(MODEL)));
        Files.writeString(file, "damaged");

        cache.fetch(download("/models/net.pth", sha256(MODEL)));

        assertArrayEquals(MODEL, Files.readAllBytes(file));
    }

    @Test
    void refusesAndKeepsNothingOfAnotherFile() throws Exception {
        String other = sha256("other".getBytes(StandardCharsets.US_ASCII));

        assertRefused("has the SHA-256 " + sha256(MODEL) + " instead of " + other, download("/models/net.pth", other));
    }

    @Test
    void saysWhatTheServerAnswers() throws Exception {
        assertRefused("the server answers 404", download("/missing.pth", sha256(MODEL)));
    }

    @Test
    void hasNoFileOfABrokenDownload() throws Exception {
        assertRefused("cannot get", download("/broken.pth", sha256(MODEL)));
    }

    @Test
    void saysWhatCannotBeReached() throws Exception {
        ModelSource.Download download = download("/models/net.pth", sha256(MODEL));
        server.stop(0);

        assertRefused("cannot get", download);
    }

    @Test
    void refusesAddressesItCannotUse() throws Exception {
        String sha256 = sha256(MODEL);
        assertRefused("names no server", new ModelSource.Download(URI.create("http:///net.pth"), sha256));
        assertRefused("the name of a file", new ModelSource.Download(URI.create("http://localhost/"), sha256));
        assertRefused("the name of a file", new ModelSource.Download(URI.create("http://localhost/.."), sha256));
    }

    @Test
    void checksFilesWhereTheyLie(@TempDir Path elsewhere) throws Exception {
        Path file = Files.write(elsewhere.resolve("net.pth"), MODEL);

        assertEquals(file, cache().fetch(new ModelSource.Download(file.toUri(), sha256(MODEL))));

        Files.writeString(file, "damaged");
        assertRefused("has the SHA-256", new ModelSource.Download(file.toUri(), sha256(MODEL)));
        Files.delete(file);
        assertRefused("does not exist", new ModelSource.Download(file.toUri(), sha256(MODEL)));
    }

    private void assertRefused(String reason, ModelSource.Download download) throws IOException {
        ModelCache cache = cache();
        Exception refusal = assertThrows(InvalidModelException.class, () -> cache.fetch(download));
        assertTrue(refusal.getMessage().contains(reason), refusal::getMessage);
        assertTrue(refusal.getMessage().contains(download.uri().toString()), refusal::getMessage);
        try (Stream<Path> left = Files.walk(folder)) {
            List<String> names = left.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
            assertEquals(List.of(), names);
        }
    }

    private ModelCache cache() {
        return new ModelCache(folder, new Downloader(Duration.ofSeconds(10), Duration.ZERO));
    }

    private ModelSource.Download download(String path, String sha256) {
        String address = "http://localhost:" + server.getAddress().getPort() + path;
        return new ModelSource.Download(URI.create(address), sha256);
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
