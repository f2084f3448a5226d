package org.samdeblur.examples.samples;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.Image;
import org.samdeblur.api.MapEncoder;
import org.samdeblur.api.MapUnit;
import org.samdeblur.api.ModelInfo;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Tensor;

/**
 * Puts a model of one's own behind the MAP unit. This one is not a network: told the mean colour of the thing that a pixel
 * belongs to, it drives the pixel away from it, which raises the contrast within things but not between them.
 */
public final class OwnDeblurModel implements DeblurModel {
    private static final float STRENGTH = 0.4f;

    /** Makes the model. */
    public OwnDeblurModel() {}

    @Override
    public ModelInfo info() {
        return ModelInfo.of("contrast within things", 6);
    }

    @Override
    public Tensor run(Tensor input) {
        FloatBuffer colours = input.slice(0, 3).data();
        FloatBuffer means = input.slice(3, 6).data();
        return Tensor.create(
                output -> {
                    while (output.hasRemaining()) {
                        float colour = colours.get();
                        output.put(colour + STRENGTH * (colour - means.get()));
                    }
                },
                3,
                input.dim(1),
                input.dim(2));
    }

    /** An encoder that hands the three colours on as they are. */
    private static MapEncoder colours() {
        float[] centre = new float[3 * 3 * 9];
        float[] same = new float[3 * 3];
        for (int channel = 0; channel < 3; channel++) {
            centre[(channel * 3 + channel) * 9 + 4] = 1;
            same[channel * 3 + channel] = 1;
        }
        return new MapEncoder(
                Tensor.of(centre, 3, 3, 3, 3), Tensor.zeros(3), Tensor.of(same, 3, 3, 1, 1), Tensor.zeros(3));
    }

    /**
     * Runs the sample.
     *
     * @param arguments a photograph and where to write the result
     */
    public static void main(String[] arguments) {
        DeblurModel model = MapUnit.of(colours()).wrap(new OwnDeblurModel());
        try (SamDeblur deblur = SamDeblur.builder().deblurModel(model).build()) {
            deblur.deblur(Image.read(Path.of(arguments[0]))).image().write(Path.of(arguments[1]));
        }
    }
}
