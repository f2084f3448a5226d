package org.samdeblur.api;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs the calls of a {@link SamDeblur} on an executor and returns futures.
 *
 * <pre>{@code
 * AsyncSamDeblur async = deblur.async(executor);
 * CompletableFuture<byte[]> sharp = async.deblur(image).thenApply(result -> result.image().toBytes(ImageFormat.JPEG));
 * }</pre>
 *
 * <p>A future fails with the exception that the call would throw. Cancelling a future that one of these methods
 * returned interrupts the call; a call that has not begun is never run. Cancelling a future derived from it, such as by
 * {@code thenApply}, does not affect the call.
 *
 * <p>Each call occupies a thread of the executor until it is done, also while it waits for its turn under {@link
 * SamDeblur.Builder#concurrentCalls}. Closing the {@code SamDeblur} waits for calls under way; those that have not
 * begun fail with an {@link IllegalStateException}. To complete all calls, first shut the executor down and wait for it
 * to terminate.
 *
 * <p>Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class AsyncSamDeblur {
    private final SamDeblur deblur;
    private final Executor executor;

    AsyncSamDeblur(SamDeblur deblur, Executor executor) {
        this.deblur = deblur;
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /**
     * Deblurs an image, see {@link SamDeblur#deblur(Image)}.
     *
     * @param image the image
     * @return the result
     * @throws RejectedExecutionException if the executor takes no more work
     */
    public CompletableFuture<DeblurResult> deblur(Image image) {
        return deblur(image, Progress.NONE);
    }

    /**
     * Deblurs an image, see {@link SamDeblur#deblur(Image, Progress)}.
     *
     * @param image the image
     * @param progress receives progress on the executor's thread, and may cancel the work
     * @return the result
     * @throws RejectedExecutionException if the executor takes no more work
     */
    public CompletableFuture<DeblurResult> deblur(Image image, Progress progress) {
        return AsyncCall.submit(executor, () -> deblur.deblur(image, progress));
    }

    /**
     * Deblurs an image with masks found elsewhere, see {@link SamDeblur#deblur(Image, MaskSet)}.
     *
     * @param image the image
     * @param masks masks of the image's size
     * @return the result
     * @throws RejectedExecutionException if the executor takes no more work
     */
    public CompletableFuture<DeblurResult> deblur(Image image, MaskSet masks) {
        return deblur(image, masks, Progress.NONE);
    }

    /**
     * Deblurs an image with masks found elsewhere, see {@link SamDeblur#deblur(Image, MaskSet, Progress)}.
     *
     * @param image the image
     * @param masks masks of the image's size
     * @param progress receives progress on the executor's thread, and may cancel the work
     * @return the result
     * @throws RejectedExecutionException if the executor takes no more work
     */
    public CompletableFuture<DeblurResult> deblur(Image image, MaskSet masks, Progress progress) {
        return AsyncCall.submit(executor, () -> deblur.deblur(image, masks, progress));
    }

    /**
     * Finds masks, see {@link SamDeblur#segment(Image)}.
     *
     * @param image the image
     * @return the segmenter's masks
     * @throws RejectedExecutionException if the executor takes no more work
     */
    public CompletableFuture<MaskSet> segment(Image image) {
        return segment(image, Progress.NONE);
    }

    /**
     * Finds masks, see {@link SamDeblur#segment(Image, Progress)}.
     *
     * @param image the image
     * @param progress receives progress on the executor's thread, and may cancel the work
     * @return the segmenter's masks
     * @throws RejectedExecutionException if the executor takes no more work
     */
    public CompletableFuture<MaskSet> segment(Image image, Progress progress) {
        return AsyncCall.submit(executor, () -> deblur.segment(image, progress));
    }

    /**
     * Runs only the network, see {@link SamDeblur#restore(Tensor)}.
     *
     * @param input {@code [3 + S, H, W]}, the image in [0, 1] first, then S guidance channels
     * @return {@code [3, H, W]}, not clamped
     * @throws RejectedExecutionException if the executor takes no more work
     */
    public CompletableFuture<Tensor> restore(Tensor input) {
        return restore(input, Progress.NONE);
    }

    /**
     * Runs only the network, see {@link SamDeblur#restore(Tensor, Progress)}.
     *
     * @param input {@code [3 + S, H, W]}, the image in [0, 1] first, then S guidance channels
     * @param progress receives progress on the executor's thread, and may cancel the work
     * @return {@code [3, H, W]}, not clamped
     * @throws RejectedExecutionException if the executor takes no more work
     */
    public CompletableFuture<Tensor> restore(Tensor input, Progress progress) {
        return AsyncCall.submit(executor, () -> deblur.restore(input, progress));
    }
}
