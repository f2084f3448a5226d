package org.samdeblur.networks.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that has files, and can be made to behave as badly as those on the net. */
public final class FileServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What the server does with a request. */
    public interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    public FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    public URI address(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns the ranges asked for so far, in order; {@code all} for none. */
    public List<String> requests() {
        return requests;
    }

    /** Answers requests for a path, instead of what was done before. */
    public void on(String path, Answer answer) {
        try {
            server.removeContext(path);
        } catch (IllegalArgumentException e) {
            // it is the first answer for this path
        }
        server.createContext(path, exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(range == null ? "all" : range);
            try {
                answer.to(exchange);
            } finally {
                exchange.close();
            }
        });
    }

    /** Serves a file as a good server does: the rest of it if that is asked for and the version is still the same. */
    public static Answer file(byte[] content, String version) {
        return exchange -> send(exchange, content, version, content.length);
    }

    /** Serves a file, but cuts the connection after some bytes. */
    public static Answer cut(byte[] content, String version, int after) {
        return exchange -> send(exchange, content, version, after);
    }

    /** Serves a file, and never less than all of it. */
    public static Answer withoutRanges(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    /** Serves a file without saying how long it is. */
    public static Answer withoutSize(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(content);
        };
    }

    public static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    public static Answer redirect(String place) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", place);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    private static void send(HttpExchange exchange, byte[] content, String version, int bytes) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        boolean isSame = condition == null || condition.equals(version);
        int from = range == null || !isSame ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
        exchange.getResponseHeaders().set("ETag", version);
        if (from > 0 && from >= content.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        exchange.getResponseBody().write(Arrays.copyOfRange(content, from, Math.min(content.length, from + bytes)));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
