package org.samdeblur.spark.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Divides jobs among tasks: many small images to a task, few large ones, the largest first. */
public final class Chunks {
    /** What a task reads at most, unless a single image is larger. */
    private static final long MOST_BYTES = 64L << 20;

    /** How many tasks there are for each processor at least, so that all end at about the same time. */
    private static final int ROUNDS = 4;

    private Chunks() {}

    /**
     * Divides jobs.
     *
     * @param jobs the jobs
     * @param processors how many tasks run at a time
     * @param mostImages how many images a task gets at most
     * @return the jobs of each task
     */
    public static List<List<Job>> of(List<Job> jobs, int processors, int mostImages) {
        int share = Math.max(1, jobs.size() / (Math.max(1, processors) * ROUNDS));
        int limit = Math.min(mostImages, share);
        List<Job> largestFirst = new ArrayList<>(jobs);
        largestFirst.sort(
                Comparator.comparingLong((Job job) -> job.image().length()).reversed());
        List<List<Job>> chunks = new ArrayList<>();
        List<Job> chunk = new ArrayList<>();
        long bytes = 0;
        for (Job job : largestFirst) {
            boolean full = chunk.size() == limit || bytes + job.image().length() > MOST_BYTES;
            if (full && !chunk.isEmpty()) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                bytes = 0;
            }
            chunk.add(job);
            bytes += job.image().length();
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }
}
