package consumer.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageFormat;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The application really started, on a port of its own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class WebUploadTest {
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    static {
        TEMPORARY.toFile().mkdirs(); // before the server starts, which puts its own folder there
    }

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    private static Image drawing() {
        BufferedImage drawing = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawing.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillOval(20, 10, 50, 40);
        pen.dispose();
        return Image.of(drawing);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private CompletableFuture<HttpResponse<byte[]>> upload(byte[] body) {
        HttpRequest upload = request("/deblur")
                .header("Content-Type", "image/png")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(upload, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void eightUploadsAtATimeAreAnsweredWithoutATemporaryFile() throws Exception {
        byte[] png = drawing().toBytes(ImageFormat.PNG);
        assertEquals(200, upload(png).join().statusCode());
        try (WatchService temporaryFiles = FileSystems.getDefault().newWatchService()) {
            TEMPORARY.register(temporaryFiles, StandardWatchEventKinds.ENTRY_CREATE);
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(upload(png));
            }
            for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
                assertEquals("image/jpeg", answer.join().headers().firstValue("Content-Type").orElseThrow());
                assertEquals(drawing().size(), Image.read(answer.join().body()).size());
            }
            assertNull(temporaryFiles.poll());
        }
    }

    @Test
    void whatIsNoImageIsRefusedInOneLine() {
        HttpResponse<byte[]> answer = upload("no image".getBytes()).join();

        assertEquals(422, answer.statusCode());
        assertTrue(new String(answer.body()).contains("the upload is not an image"));
    }

    @Test
    void theHealthCheckNamesTheRuntime() throws Exception {
        HttpResponse<String> answer =
                client.send(request("/actuator/health").build(), HttpResponse.BodyHandlers.ofString());

        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("ONNX Runtime"), answer.body());
    }
}
