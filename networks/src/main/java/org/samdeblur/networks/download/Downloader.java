package org.samdeblur.networks.download;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.text.Reason;

/**
 * Downloads files over HTTP. What has arrived when a connection breaks is kept beside the file's place; the next attempt, by this
 * process or a later one, asks for the rest. A file appears in its place when it is whole, and when its size and hash are right as far as they are
 * known. Redirections are followed, except from {@code https} to {@code http}. Proxies are those of the Java virtual machine.
 *
 * <p>Safe for many threads, but only one at a time may fill a place: see {@link PlaceLock}.
 */
public final class Downloader {
    private static final Logger LOG = System.getLogger(Downloader.class.getName());
    private static final int ATTEMPTS = 5;
    private static final Duration REFRESH = Duration.ofMillis(200);
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** No model comes near it; a server that does not say how much it sends is stopped here. */
    private static final long MOST_BYTES = 1L << 35;

    private final Duration patience;
    private final Duration pause;

    /** Makes a downloader that gives up a connection on which nothing arrives for a minute. */
    public Downloader() {
        this(Duration.ofMinutes(1), Duration.ofSeconds(1));
    }

    /**
     * Makes a downloader.
     *
     * @param patience how long nothing may arrive
     * @param pause how long to wait before the second attempt; doubled before each further one
     */
    Downloader(Duration patience, Duration pause) {
        this.patience = patience;
        this.pause = pause;
    }

    /** Hears how much has arrived. Called from the thread that waits for the download. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Takes one report.
         *
         * @param bytes how many have arrived, those of earlier attempts included
         * @param total how many there will be, if that is known
         */
        void received(long bytes, OptionalLong total);
    }

    /**
     * Downloads a file.
     *
     * @param remote the file
     * @param place where it is to appear; replaced if it exists. The folder it lies in exists
     * @param listener receives progress; an exception from it ends the download
     * @throws InvalidModelException if the server does not have the file, cannot be reached, or has another file than was meant
     * @throws CancelledException if the thread is interrupted
     * @throws SamDeblurException if the file cannot be written
     */
    public void download(RemoteFile remote, Path place, Listener listener) {
        requireServer(remote.address());
        PartialFile partial = new PartialFile(place);
        try {
            boolean resumed = partial.size() > 0;
            receive(remote, partial, listener);
            Optional<String> fault = fault(remote, partial);
            if (resumed && fault.isPresent()) {
                LOG.log(Level.INFO, "what was left of an earlier download does not fit; downloading it anew");
                partial.discard();
                receive(remote, partial, listener);
                fault = fault(remote, partial);
            }
            if (fault.isPresent()) {
                partial.discard();
                throw new InvalidModelException(remote.address() + " has " + fault.get()
                        + ": it is not the file that was meant, or was damaged on the way");
            }
            partial.complete();
        } catch (IOException e) {
            throw new SamDeblurException("cannot write " + place + ": " + Reason.of(e), e);
        }
    }

    private static void requireServer(URI address) {
        boolean isHttp = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!isHttp || address.getHost() == null) {
            throw new InvalidModelException(address + " names no server to download from");
        }
    }

    private void receive(RemoteFile remote, PartialFile partial, Listener listener) throws IOException {
        LOG.log(Level.INFO, "downloading {0}", remote.address());
        HttpClient client = client();
        for (int attempt = 1; ; attempt++) {
            try {
                new Transfer(client, remote, partial, listener).run();
                return;
            } catch (BrokenConnectionException e) {
                if (attempt == ATTEMPTS) {
                    throw new InvalidModelException(
                            "cannot get " + remote.address() + ": " + e.getMessage()
                                    + (partial.size() == 0
                                            ? ""
                                            : "; they are kept, and the next download goes on from there"),
                            e);
                }
                LOG.log(Level.INFO, "the connection to {0} broke: {1}", remote.address(), e.getMessage());
                sleep(pause.multipliedBy(1L << (attempt - 1)), remote.address());
            }
        }
    }

    private HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience);
        Optional.ofNullable(Authenticator.getDefault()).ifPresent(builder::authenticator);
        return builder.build();
    }

    private static void sleep(Duration time, URI address) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(address, e);
        }
    }

    private static CancelledException interrupted(URI address, Exception cause) {
        return new CancelledException("interrupted while downloading " + address, cause);
    }

    private static Optional<String> fault(RemoteFile remote, PartialFile partial) throws IOException {
        if (remote.size().isPresent() && remote.size().getAsLong() != partial.size()) {
            return Optional.of(
                    partial.size() + " bytes instead of " + remote.size().getAsLong());
        }
        if (remote.hash().isEmpty()) {
            return Optional.empty();
        }
        FileHash expected = remote.hash().get();
        FileHash found = expected.alike(partial.path());
        return found.equals(expected)
                ? Optional.empty()
                : Optional.of("the " + found.algorithm() + " " + found.digits() + " instead of " + expected.digits());
    }

    /** The connection could not be made or was cut; another attempt may succeed. */
    private static final class BrokenConnectionException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenConnectionException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    /** One request and its answer. */
    private final class Transfer {
        private final HttpClient client;
        private final RemoteFile remote;
        private final PartialFile partial;
        private final Listener listener;
        private final long offset;
        private final AtomicLong size;
        private volatile OptionalLong total;

        Transfer(HttpClient client, RemoteFile remote, PartialFile partial, Listener listener) throws IOException {
            this.client = client;
            this.remote = remote;
            this.partial = partial;
            this.listener = listener;
            this.offset = usable(partial.size());
            this.size = new AtomicLong(offset);
            this.total = remote.size();
        }

        /** Without a hash, and without a version to ask for, the rest could be that of another file. */
        private long usable(long kept) throws IOException {
            boolean canGoOn = remote.hash().isPresent() || partial.version().isPresent();
            boolean fits = remote.size().isEmpty() || kept <= remote.size().getAsLong();
            return canGoOn && fits ? kept : 0;
        }

        void run() throws IOException, BrokenConnectionException {
            if (offset > 0 && remote.size().isPresent() && remote.size().getAsLong() == offset) {
                return;
            }
            CompletableFuture<HttpResponse<Long>> answer = client.sendAsync(request(), this::saver);
            try {
                conclude(await(answer));
            } finally {
                answer.cancel(true);
            }
        }

        private HttpRequest request() throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder(remote.address());
            if (offset > 0) {
                request.header("Range", "bytes=" + offset + "-");
                partial.version().ifPresent(version -> request.header("If-Range", version));
            }
            return request.build();
        }

        private HttpResponse.BodySubscriber<Long> saver(HttpResponse.ResponseInfo info) {
            try {
                if (info.statusCode() == OK) {
                    size.set(0);
                    total = agreed(info.headers().firstValueAsLong("Content-Length"));
                    return new FileSaver(partial.begin(version(info)), size, total.orElse(MOST_BYTES));
                }
                if (info.statusCode() == PARTIAL && offset > 0 && goesOn(info)) {
                    return new FileSaver(partial.goOn(), size, total.orElse(MOST_BYTES));
                }
                return HttpResponse.BodySubscribers.replacing(offset);
            } catch (IOException e) {
                throw new SamDeblurException("cannot write " + partial.path() + ": " + Reason.of(e), e);
            }
        }

        private OptionalLong agreed(OptionalLong stated) {
            if (stated.isPresent()
                    && remote.size().isPresent()
                    && stated.getAsLong() != remote.size().getAsLong()) {
                throw new InvalidModelException(remote.address() + " has " + stated.getAsLong() + " bytes instead of "
                        + remote.size().getAsLong() + ": it is not the file that was meant");
            }
            return stated.isPresent() ? stated : remote.size();
        }

        private Optional<String> version(HttpResponse.ResponseInfo info) {
            return info.headers()
                    .firstValue("ETag")
                    .filter(tag -> !tag.startsWith("W/"))
                    .or(() -> info.headers().firstValue("Last-Modified"));
        }

        /** Returns whether the server sends what was asked for, {@code bytes FIRST-LAST/TOTAL}. */
        private boolean goesOn(HttpResponse.ResponseInfo info) {
            Optional<ContentRange> range = range(info.headers().firstValue("Content-Range"));
            if (range.isEmpty() || range.get().first() != offset) {
                return false;
            }
            total = agreed(range.get().total());
            return true;
        }

        private Optional<ContentRange> range(Optional<String> header) {
            return header.flatMap(ContentRange::parse);
        }

        private HttpResponse<Long> await(CompletableFuture<HttpResponse<Long>> answer)
                throws BrokenConnectionException {
            long before = -1;
            long quietSince = System.nanoTime();
            while (true) {
                try {
                    HttpResponse<Long> response = answer.get(REFRESH.toMillis(), TimeUnit.MILLISECONDS);
                    listener.received(size.get(), total);
                    return response;
                } catch (TimeoutException e) {
                    listener.received(size.get(), total);
                    if (size.get() != before) {
                        before = size.get();
                        quietSince = System.nanoTime();
                    } else if (System.nanoTime() - quietSince > patience.toNanos()) {
                        throw new BrokenConnectionException("nothing came for " + patience.toSeconds() + " seconds", e);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw interrupted(remote.address(), e);
                } catch (ExecutionException e) {
                    throw failure(e.getCause());
                }
            }
        }

        private BrokenConnectionException failure(Throwable cause) {
            for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
                if (inner instanceof SamDeblurException ours) {
                    throw ours;
                }
            }
            if (cause instanceof ConnectException) {
                throw new InvalidModelException(
                        "cannot get " + remote.address() + ": no connection to "
                                + remote.address().getHost()
                                + " can be made; if there is a proxy, name it to Java (https.proxyHost)",
                        cause);
            }
            if (cause instanceof IOException) {
                return new BrokenConnectionException(
                        size.get() > 0 ? "the connection broke after " + size.get() + " bytes" : reason(cause), cause);
            }
            throw new InvalidModelException("cannot get " + remote.address() + ": " + cause, cause);
        }

        /** Java's client often says no more than the kind of failure. */
        private static String reason(Throwable failure) {
            String message = failure.getMessage();
            return message == null || message.isBlank() ? failure.getClass().getSimpleName() : Reason.of(failure);
        }

        private void conclude(HttpResponse<Long> response) throws IOException, BrokenConnectionException {
            int status = response.statusCode();
            boolean isRest = status == PARTIAL && size.get() > offset;
            if (status == OK || isRest) {
                requireWhole();
            } else if (status == RANGE_NOT_SATISFIABLE || status == PARTIAL) {
                concludeRange(response);
            } else if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS) {
                throw new BrokenConnectionException("the server answers " + status, null);
            } else {
                throw new InvalidModelException("cannot get " + remote.address() + ": the server answers " + status
                        + response.headers()
                                .firstValue("Location")
                                .map(place -> " and points to " + place + ", which is not followed")
                                .orElse(""));
            }
        }

        private void requireWhole() throws BrokenConnectionException {
            if (total.isPresent() && size.get() < total.getAsLong()) {
                throw new BrokenConnectionException(
                        "the connection ended after " + size.get() + " of " + total.getAsLong() + " bytes", null);
            }
        }

        /** There is no rest, either because all is here or because what is here is of another file. */
        private void concludeRange(HttpResponse<Long> response) throws IOException, BrokenConnectionException {
            OptionalLong stated = range(response.headers().firstValue("Content-Range"))
                    .map(ContentRange::total)
                    .orElse(OptionalLong.empty());
            boolean isComplete = response.statusCode() == RANGE_NOT_SATISFIABLE
                    && stated.isPresent()
                    && stated.getAsLong() == offset;
            if (!isComplete) {
                partial.discard();
                throw new BrokenConnectionException("the server does not go on where the download stopped", null);
            }
        }
    }
}
