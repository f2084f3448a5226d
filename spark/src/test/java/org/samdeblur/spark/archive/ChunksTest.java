package org.samdeblur.spark.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunksTest {
    private static Job job(int number, long length) {
        String name = number + ".png";
        return new Job(new ArchiveImage("file:/in/" + name, name, length, 0), name, List.of());
    }

    private static List<Job> jobs(int count, long length) {
        return IntStream.range(0, count).mapToObj(i -> job(i, length)).toList();
    }

    @Test
    void givesEachProcessorSeveralTasks() {
        List<List<Job>> chunks = Chunks.of(jobs(200, 1000), 2, 64);
        assertEquals(8, chunks.size());
        assertTrue(chunks.stream().allMatch(chunk -> chunk.size() == 25));
    }

    @Test
    void limitsTheImagesOfATask() {
        assertTrue(Chunks.of(jobs(10_000, 1000), 2, 64).stream().allMatch(chunk -> chunk.size() <= 64));
    }

    @Test
    void givesLargeImagesTasksOfTheirOwnFirst() {
        List<Job> jobs = new java.util.ArrayList<>(jobs(100, 1000));
        jobs.add(job(1000, 1L << 30));
        jobs.add(job(1001, 40L << 20));
        List<List<Job>> chunks = Chunks.of(jobs, 1, 64);
        assertEquals(
                List.of(1000), chunks.get(0).stream().map(ChunksTest::number).toList());
        assertEquals(102, chunks.stream().mapToInt(List::size).sum());
    }

    private static int number(Job job) {
        return Integer.parseInt(job.image().stem());
    }

    @Test
    void hasNoTaskWithoutImages() {
        assertEquals(List.of(), Chunks.of(List.of(), 4, 64));
    }
}
