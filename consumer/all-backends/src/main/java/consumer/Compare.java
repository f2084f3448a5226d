package consumer;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.samdeblur.api.Backends;
import org.samdeblur.api.Device;
import org.samdeblur.api.Image;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Tensor;

/**
 * Deblurs a small drawing on every backend, with the embedded model and with a network from a file; on OpenVINO only where it is
 * installed.
 */
public final class Compare {
    private static final float TOLERANCE = 1e-3f;

    private Compare() {}

    public static void main(String[] arguments) {
        BufferedImage drawing = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawing.createGraphics();
        pen.setColor(Color.ORANGE);
        pen.fillOval(20, 10, 50, 40);
        pen.dispose();

        Image image = Image.of(drawing);
        for (ModelSource model : List.of(ModelSource.embedded(), ModelSource.of(Path.of(arguments[0])))) {
            Tensor expected = sharpen(image, model, "onnx");
            for (String backend : others()) {
                check(difference(expected, sharpen(image, model, backend)) < TOLERANCE, backend + " differs");
            }
        }
    }

    private static List<String> others() {
        List<String> names = new ArrayList<>(List.of("djl", "tensorflow"));
        Backends.installed().providers().stream()
                .filter(provider -> provider.name().equals("openvino"))
                .map(Backends::status)
                .forEach(status -> {
                    if (status.isAvailable()) {
                        names.add("openvino");
                    } else {
                        String problem = status.problem().orElseThrow();
                        check(problem.contains("was not found; install OpenVINO"), problem);
                    }
                });
        return names;
    }

    private static Tensor sharpen(Image image, ModelSource model, String backend) {
        try (SamDeblur deblur = SamDeblur.builder()
                .deblurModel(model)
                .backend(backend)
                .device(Device.cpu())
                .build()) {
            Tensor output = deblur.deblur(image).networkOutput();
            System.out.println("all backends: " + output + " by " + deblur.model().name() + " on " + backend);
            return output;
        }
    }

    private static float difference(Tensor expected, Tensor actual) {
        FloatBuffer wanted = expected.data();
        FloatBuffer found = actual.data();
        float most = 0;
        while (wanted.hasRemaining()) {
            most = Math.max(most, Math.abs(wanted.get() - found.get()));
        }
        return most;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
