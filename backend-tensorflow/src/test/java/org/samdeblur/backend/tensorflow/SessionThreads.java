package org.samdeblur.backend.tensorflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** The native threads of sessions. On Linux they get the name of the thread that opens the session. */
final class SessionThreads {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final String OPENER = "session-opener";

    private SessionThreads() {}

    /** Fails unless what is opened has threads while it is open, and none when it is closed. Skips the test on other systems. */
    static <T extends AutoCloseable> void requireEndedByClosing(Supplier<T> opening) throws Exception {
        assumeTrue(Files.isDirectory(TASKS), "threads are counted in " + TASKS);
        open(opening).close(); // makes the threads that all sessions share
        int shared = count();
        T opened = open(opening);
        int during = count();
        opened.close();
        assertTrue(during > shared, "an open session has threads");
        assertEquals(shared, count(), "threads after closing; " + during + " before");
    }

    private static <T> T open(Supplier<T> opening) throws ExecutionException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(opening::get);
        Thread opener = new Thread(task, OPENER);
        opener.start();
        opener.join();
        return task.get();
    }

    /** Counts the threads once those that are ending have ended. */
    private static int count() throws IOException, InterruptedException {
        Thread.sleep(200);
        int count = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                count += nameOf(task).equals(OPENER) ? 1 : 0;
            }
        }
        return count;
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // it has ended
        }
    }
}
