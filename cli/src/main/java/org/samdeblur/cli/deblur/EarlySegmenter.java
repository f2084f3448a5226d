package org.samdeblur.cli.deblur;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.samdeblur.api.CancelledException;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Segmenter;

/**
 * Segments one image ahead of time, on a thread of its own, while the network loads. When its masks are asked for, only the rest
 * of the work is waited for.
 */
final class EarlySegmenter implements Segmenter {
    private final Segmenter segmenter;
    private volatile Begun begun;

    private record Begun(Image image, FutureTask<MaskSet> masks) {}

    /**
     * Begins nothing yet.
     *
     * @param segmenter does the work; safe for use by multiple threads
     */
    EarlySegmenter(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /** Begins to segment an image. */
    void begin(Image image) {
        FutureTask<MaskSet> task = new FutureTask<>(() -> segmenter.segment(image));
        begun = new Begun(image, task);
        Thread thread = new Thread(task, "segment ahead");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public MaskSet segment(Image image, Progress progress) {
        Begun known = begun;
        return known == null || known.image() != image ? segmenter.segment(image, progress) : resultOf(known.masks());
    }

    private static MaskSet resultOf(FutureTask<MaskSet> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while the image was segmented", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }
}
