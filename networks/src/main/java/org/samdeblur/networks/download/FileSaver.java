package org.samdeblur.networks.download;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.api.text.Reason;

/** Writes what arrives at the end of a file, and closes it; stops where more arrives than there should be. */
final class FileSaver implements BodySubscriber<Long> {
    private final FileChannel channel;
    private final AtomicLong size;
    private final long most;
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private Subscription subscription;

    /**
     * Makes a saver.
     *
     * @param channel where to write; closed at the end
     * @param size the file's size, kept up to date
     * @param most the size that the file may reach
     */
    FileSaver(FileChannel channel, AtomicLong size, long most) {
        this.channel = channel;
        this.size = size;
        this.most = most;
    }

    @Override
    public CompletionStage<Long> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription = newSubscription;
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                if (size.addAndGet(buffer.remaining()) > most) {
                    throw new InvalidModelException("the server sends more than " + most
                            + " bytes, the size that was expected: it is not the file that was meant");
                }
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            subscription.request(1);
        } catch (IOException e) {
            subscription.cancel();
            onError(new SamDeblurException("cannot write the download: " + Reason.of(e), e));
        } catch (RuntimeException e) {
            subscription.cancel();
            onError(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        try {
            channel.close();
            result.complete(size.get());
        } catch (IOException e) {
            result.completeExceptionally(e);
        }
    }
}
