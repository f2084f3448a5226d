package org.samdeblur.examples.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;

/**
 * Whether memory stays flat: deblurs small images of five sizes in turn many times with the defaults, first by one thread, then by
 * eight at once on the same {@link SamDeblur}, and prints the resident memory as it goes. Every result has to equal the first of its
 * size.
 *
 * <p>Usage: {@code MemorySoak [CALLS [THREADS [SIDE]]]}; needs Linux, whose count of resident memory it reads.
 */
public final class MemorySoak {
    private static final int REPORTS = 10;
    private static final int SQUARE = 24;
    private static final int SIZES = 5;

    private MemorySoak() {}

    /**
     * Runs the program.
     *
     * @param args the number of calls (1000), the number of threads (8), the height and width of the smallest image (128)
     * @throws IOException if resident memory cannot be read
     * @throws InterruptedException if it is interrupted
     * @throws ExecutionException if a call fails
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        int calls = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        int smallest = args.length > 2 ? Integer.parseInt(args[2]) : 128;
        List<Image> images = IntStream.range(0, SIZES)
                .mapToObj(i -> squares(smallest + i * smallest / 8))
                .toList();
        try (SamDeblur deblur =
                SamDeblur.builder().deblurModel(ModelSource.embeddedFast()).build()) {
            List<byte[]> expected = images.stream()
                    .map(image -> deblur.deblur(image).image().toRgb())
                    .toList();
            AtomicInteger turn = new AtomicInteger();
            Callable<Void> call = () -> {
                int size = turn.getAndIncrement() % SIZES;
                return requireEqual(
                        expected.get(size), deblur.deblur(images.get(size)).image());
            };
            System.out.println("threads   calls   resident MB");
            soak(1, calls, call);
            soak(threads, calls, call);
        }
        System.out.println("peak " + ProcessMemory.peak() + " MB; all results equal");
    }

    /** Draws squares in some colours, so that there is something to segment. */
    private static Image squares(int side) {
        byte[] rgb = new byte[3 * side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int square = (y / SQUARE) * 5 + x / SQUARE;
                int at = 3 * (y * side + x);
                rgb[at] = (byte) (37 * square);
                rgb[at + 1] = (byte) (101 * square);
                rgb[at + 2] = (byte) (173 * square + y);
            }
        }
        return Image.ofRgb(new ImageSize(side, side), rgb);
    }

    private static void soak(int threads, int calls, Callable<Void> call)
            throws IOException, InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int done = 0; done < calls; ) {
                int batch = Math.min(Math.max(1, calls / REPORTS), calls - done);
                List<Callable<Void>> jobs = new ArrayList<>();
                for (int i = 0; i < batch; i++) {
                    jobs.add(call);
                }
                for (Future<Void> result : executor.invokeAll(jobs)) {
                    result.get();
                }
                done += batch;
                System.out.printf("%7d%8d%14d%n", threads, done, ProcessMemory.resident());
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static Void requireEqual(byte[] expected, Image actual) {
        if (!Arrays.equals(expected, actual.toRgb())) {
            throw new IllegalStateException("the result differs from the first");
        }
        return null;
    }
}
