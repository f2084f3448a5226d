package org.samdeblur.examples.samples;

import java.nio.file.Path;
import org.samdeblur.api.DeblurResult;
import org.samdeblur.api.Image;
import org.samdeblur.api.SamDeblur;

/** Deblurs a photograph with all defaults: embedded model, best backend, masks that need no further network. */
public final class DeblurWithDefaults {
    private DeblurWithDefaults() {}

    /**
     * Runs the sample.
     *
     * @param arguments the blurred photograph and where to write the sharp one
     */
    public static void main(String[] arguments) {
        Image blurred = Image.read(Path.of(arguments[0]));
        try (SamDeblur deblur = SamDeblur.builder().build()) {
            DeblurResult result = deblur.deblur(blurred);
            result.image().write(Path.of(arguments[1]));
            System.out.println(result.model().name() + ", " + result.backend() + " on " + result.device());
        }
    }
}
