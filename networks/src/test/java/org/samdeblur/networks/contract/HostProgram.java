package org.samdeblur.networks.contract;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.samdeblur.api.DeblurResult;
import org.samdeblur.api.Device;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;

/** A program that uses the library, for tests that look at its process. */
final class HostProgram {
    static final String WORKING = "working";
    static final String FINISHED = "finished";

    private final String backend;
    private final Path output;

    private HostProgram(String backend, Path output) {
        this.backend = backend;
        this.output = output;
    }

    /** Runs with a backend's name, an output file, and {@code once} or {@code until-stopped}. */
    public static void main(String[] arguments) throws InterruptedException {
        HostProgram program = new HostProgram(arguments[0], Path.of(arguments[1]));
        if (arguments[2].equals("once")) {
            program.deblurOnce();
        } else {
            program.serveUntilStopped();
        }
    }

    private SamDeblur open() {
        return SamDeblur.builder()
                .backend(backend)
                .device(Device.cpu())
                .deblurModel(ModelSource.embeddedFast())
                .build();
    }

    private void deblurOnce() {
        try (SamDeblur deblur = open()) {
            deblur.deblur(picture()).image().write(output);
        }
        System.out.println(FINISHED);
    }

    /** Works as servers do that shut down gracefully: the shutdown waits for the request that is being answered. */
    private void serveUntilStopped() throws InterruptedException {
        AtomicBoolean stopping = new AtomicBoolean();
        Thread worker = new Thread(() -> serve(stopping));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.set(true);
            try {
                worker.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        worker.start();
        worker.join();
    }

    private void serve(AtomicBoolean stopping) {
        try (SamDeblur deblur = open()) {
            while (!stopping.get()) {
                deblur.deblur(picture());
                System.out.println(WORKING);
            }
            // begins when the shutdown has begun for certain, and lasts until it is far on
            DeblurResult result = deblur.deblur(picture());
            result.image().write(output);
            System.out.println(FINISHED + " " + Image.read(output).width());
        }
    }

    private static Image picture() {
        BufferedImage drawing = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawing.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillOval(20, 10, 150, 140);
        pen.dispose();
        return Image.of(drawing);
    }
}
