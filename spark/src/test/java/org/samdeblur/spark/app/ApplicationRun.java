package org.samdeblur.spark.app;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Runs the application within this process. */
public final class ApplicationRun {
    private ApplicationRun() {}

    /**
     * Deblurs a folder with the small network.
     *
     * @param input the images
     * @param output the folder of results
     */
    public static void deblur(Path input, Path output) {
        int code = Main.run(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                "deblur",
                input.toString(),
                "-o",
                output.toString(),
                "--model",
                "embedded-fast");
        if (code != 0) {
            throw new IllegalStateException("the application failed");
        }
    }
}
