package org.samdeblur.examples.samples;

import java.nio.file.Path;
import org.samdeblur.api.Image;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.Progress;
import org.samdeblur.api.SamDeblur;
import org.samdeblur.api.Segmenter;

/** Deblurs a photograph with masks of one's own: here, four bands of brightness. */
public final class OwnSegmenter implements Segmenter {
    private static final int BANDS = 4;

    /** Makes the segmenter. */
    public OwnSegmenter() {}

    @Override
    public MaskSet segment(Image image, Progress progress) {
        byte[] rgb = image.toRgb();
        int[] labels = new int[image.height() * image.width()];
        for (int i = 0; i < labels.length; i++) {
            int brightness = (rgb[3 * i] & 0xFF) + (rgb[3 * i + 1] & 0xFF) + (rgb[3 * i + 2] & 0xFF);
            labels[i] = brightness * BANDS / (3 * 255 + 1);
        }
        return MaskSet.ofLabels(image.size(), labels);
    }

    /**
     * Runs the sample.
     *
     * @param arguments the blurred photograph and where to write the sharp one
     */
    public static void main(String[] arguments) {
        try (SamDeblur deblur = SamDeblur.builder()
                .deblurModel(ModelSource.embeddedFast()) // takes masks
                .segmenter(new OwnSegmenter())
                .build()) {
            deblur.deblur(Image.read(Path.of(arguments[0]))).image().write(Path.of(arguments[1]));
        }
    }
}
