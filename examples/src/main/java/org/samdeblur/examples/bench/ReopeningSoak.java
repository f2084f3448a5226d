package org.samdeblur.examples.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import javax.management.JMException;
import javax.management.ObjectName;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;

/**
 * Whether closing gives everything back: opens a backend, loads a model, deblurs one small image and closes all, many times, and prints
 * after each round what the process holds: resident memory, the part of it that is no file, the used Java heap after a collection, and
 * the number of threads. Every result has to equal the first.
 *
 * <p>Usage: {@code ReopeningSoak [ROUNDS [SIDE [MODEL]]]}, with the backend named by {@code -Dsamdeblur.backend=NAME}. With
 * {@code -Dtrim=true}, the C library is asked after each round to return its free memory to the system, which tells memory that is held
 * from memory that is only kept for later. Needs Linux.
 */
public final class ReopeningSoak {
    private static final int MEGABYTE = 1 << 20;

    private ReopeningSoak() {}

    /**
     * Runs the program.
     *
     * @param args the number of rounds (12), the height and width of the image (256), the model file (the fast embedded model)
     * @throws IOException if resident memory cannot be read
     * @throws JMException if this JVM cannot trim native memory, and was asked to
     */
    public static void main(String[] args) throws IOException, JMException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 12;
        int side = args.length > 1 ? Integer.parseInt(args[1]) : 256;
        ModelSource model = args.length > 2 ? ModelSource.of(Path.of(args[2])) : ModelSource.embeddedFast();
        Image image = gradient(side);
        byte[] expected = null;
        System.out.println("round  resident MB  anonymous MB  heap MB  threads");
        for (int round = 1; round <= rounds; round++) {
            byte[] result = deblurred(image, model);
            if (expected != null && !Arrays.equals(expected, result)) {
                throw new IllegalStateException("the result differs from the first");
            }
            expected = result;
            report(round);
        }
    }

    private static Image gradient(int side) {
        byte[] rgb = new byte[Image.COLOUR_CHANNELS * side * side];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / side);
        }
        return Image.ofRgb(new ImageSize(side, side), rgb);
    }

    private static byte[] deblurred(Image image, ModelSource model) {
        try (SamDeblur deblur = SamDeblur.builder().deblurModel(model).build()) {
            return deblur.deblur(image).image().toRgb();
        }
    }

    private static void report(int round) throws IOException, JMException {
        System.gc();
        if (Boolean.getBoolean("trim")) {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "systemTrimNativeHeap",
                            new Object[0],
                            new String[0]);
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
        System.out.printf(
                "%5d%13d%14d%9d%9d%n",
                round, ProcessMemory.resident(), ProcessMemory.anonymous(), heap, ProcessMemory.threads());
    }
}
