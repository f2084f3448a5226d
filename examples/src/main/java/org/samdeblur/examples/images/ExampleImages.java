package org.samdeblur.examples.images;

import java.nio.file.Path;
import org.samdeblur.api.Image;
import org.samdeblur.api.ImageSize;
import org.samdeblur.api.MaskSet;
import org.samdeblur.evaluation.blur.BlurSettings;
import org.samdeblur.evaluation.blur.Exposure;
import org.samdeblur.evaluation.blur.MotionBlur;
import org.samdeblur.evaluation.blur.Response;
import org.samdeblur.evaluation.blur.SceneMotion;
import org.samdeblur.evaluation.blur.Trajectories;

/**
 * Makes the pictures in {@code examples/images}: a street as it is, and as a shaking camera sees it. The same on every
 * machine.
 */
public final class ExampleImages {
    private static final BlurSettings SHAKE = new BlurSettings(
            new Trajectories(5, 20, 1, 0), new SceneMotion(0, 0, 0), new Exposure(1, Response.USUAL, 0.005));
    private static final long SEED = 5;

    private ExampleImages() {}

    /**
     * Writes {@code street-sharp.png} and {@code street-blurred.png}.
     *
     * @param arguments the folder to write to
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments.length == 0 ? "examples/images" : arguments[0]);
        Image sharp = Street.scene().draw(Street.HEIGHT, Street.WIDTH);
        sharp.write(folder.resolve("street-sharp.png"));
        Image blurred =
                new MotionBlur(SHAKE).blur(sharp, MaskSet.empty(new ImageSize(Street.HEIGHT, Street.WIDTH)), SEED);
        blurred.write(folder.resolve("street-blurred.png"));
    }
}
