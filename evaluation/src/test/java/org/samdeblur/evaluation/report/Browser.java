package org.samdeblur.evaluation.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A Chromium without a window, driven through the DevTools protocol over its standard streams. The system property
 * {@code samdeblur.chromium} names it; otherwise it is sought on the PATH.
 */
final class Browser implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");

    /** The protocol's bit for the key. */
    private static final int SHIFT = 8;

    private final Process process;
    private final InputStream answers;
    private final OutputStream commands;
    private final String session;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private int sent;
    private boolean loaded;

    private Browser(Path program, Path profile) throws IOException {
        // The protocol's pipe is on the descriptors 3 and 4, which Java cannot open for a process; a shell can.
        process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec \"$0\" \"$@\" 3<&0 4>&1 >/dev/null",
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-pipe",
                        "about:blank")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        answers = new BufferedInputStream(process.getInputStream());
        commands = process.getOutputStream();
        Object target =
                call(null, "Target.createTarget", Map.of("url", "about:blank")).get("targetId");
        session = (String) call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId");
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    static Optional<Path> program() {
        String named = System.getProperty("samdeblur.chromium");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        List<String> folders = Arrays.asList(System.getenv("PATH").split(File.pathSeparator));
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Browser start(Path program, Path profile) throws IOException {
        return new Browser(program, profile);
    }

    /** Sets the window's size and the colours its user prefers, {@code light} or {@code dark}. */
    void look(int width, int height, String scheme) throws IOException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void open(Path page) throws IOException {
        loaded = false;
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        while (!loaded) {
            hear(read());
        }
    }

    /** Evaluates an expression of JavaScript in the page. */
    Object evaluate(String expression) throws IOException {
        Map<?, ?> answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        return ((Map<?, ?>) answer.get("result")).get("value");
    }

    void press(String key) throws IOException {
        press(key, 0);
    }

    void pressWithShift(String key) throws IOException {
        press(key, SHIFT);
    }

    private void press(String key, int modifiers) throws IOException {
        Map<String, Object> event =
                new LinkedHashMap<>(Map.of("type", "keyDown", "key", key, "code", key, "modifiers", modifiers));
        Integer code = Map.of("ArrowLeft", 37, "ArrowRight", 39, "Tab", 9).get(key);
        if (code != null) {
            event.put("windowsVirtualKeyCode", code);
        } else {
            event.put("text", key);
        }
        call("Input.dispatchKeyEvent", event);
        event.put("type", "keyUp");
        event.remove("text");
        call("Input.dispatchKeyEvent", event);
    }

    void drag(double fromX, double toX, double y) throws IOException {
        mouse("mousePressed", fromX, y);
        mouse("mouseMoved", (fromX + toX) / 2, y);
        mouse("mouseMoved", toX, y);
        mouse("mouseReleased", toX, y);
    }

    void point(double x, double y) throws IOException {
        call("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    }

    private void mouse(String type, double x, double y) throws IOException {
        call(
                "Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", "left", "buttons", 1, "clickCount", 1));
    }

    /** Takes a picture of what the window shows, after it has been painted. */
    BufferedImage screenshot() throws IOException {
        String data =
                (String) call("Page.captureScreenshot", Map.of("format", "png")).get("data");
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
    }

    /** Returns errors and warnings of the console, and exceptions that nothing caught. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Returns what the page has asked for beyond its own file and what it holds itself. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private Map<?, ?> call(String method, Map<String, ?> parameters) throws IOException {
        return call(session, method, parameters);
    }

    private Map<?, ?> call(String onSession, String method, Map<String, ?> parameters) throws IOException {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", ++sent);
        message.put("method", method);
        message.put("params", parameters);
        if (onSession != null) {
            message.put("sessionId", onSession);
        }
        commands.write(JSON.std.asString(message).getBytes(StandardCharsets.UTF_8));
        commands.write(0);
        commands.flush();
        while (true) {
            Map<String, Object> answer = read();
            if (!Integer.valueOf(sent).equals(answer.get("id"))) {
                hear(answer);
            } else if (answer.containsKey("error")) {
                throw new IOException(method + ": " + answer.get("error"));
            } else {
                return (Map<?, ?>) answer.get("result");
            }
        }
    }

    private Map<String, Object> read() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int next = answers.read(); next != 0; next = answers.read()) {
            if (next < 0) {
                throw new EOFException("the browser has gone");
            }
            message.write(next);
        }
        return JSON.std.mapFrom(message.toByteArray());
    }

    private void hear(Map<String, Object> event) {
        Map<?, ?> parameters = (Map<?, ?>) event.get("params");
        switch ((String) event.get("method")) {
            case "Page.loadEventFired" -> loaded = true;
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert").contains(parameters.get("type"))) {
                    complaints.add(parameters.toString());
                }
            }
            case "Log.entryAdded" -> {
                Map<?, ?> entry = (Map<?, ?>) parameters.get("entry");
                if (List.of("error", "warning").contains(entry.get("level"))) {
                    complaints.add(entry.toString());
                }
            }
            case "Network.requestWillBeSent" -> {
                String url = (String) ((Map<?, ?>) parameters.get("request")).get("url");
                if (Stream.of("file:", "data:", "about:").noneMatch(url::startsWith)) {
                    requests.add(url);
                }
            }
            default -> {
                // of no interest
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            call(null, "Browser.close", Map.of());
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
