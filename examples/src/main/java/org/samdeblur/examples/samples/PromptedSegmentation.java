package org.samdeblur.examples.samples;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.samdeblur.api.Image;
import org.samdeblur.api.Mask;
import org.samdeblur.api.ModelSource;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.PromptedMask;
import org.samdeblur.networks.sam.SamImage;
import org.samdeblur.networks.sam.SamSegmenter;

/**
 * Asks Segment Anything for the thing in the middle of a photograph: points at it, chooses among what that may mean, refines
 * the choice, and leaves nothing but the thing in colour. The network sees the photograph once, however many the prompts.
 */
public final class PromptedSegmentation {
    private PromptedSegmentation() {}

    /**
     * Runs the sample.
     *
     * @param arguments a Segment Anything model, a photograph, and where to write the result
     */
    public static void main(String[] arguments) {
        Image photograph = Image.read(Path.of(arguments[1]));
        double x = photograph.width() / 2.0;
        double y = photograph.height() / 2.0;
        try (SamSegmenter sam =
                SamSegmenter.builder(ModelSource.of(Path.of(arguments[0]))).build()) {
            SamImage image = sam.embed(photograph);

            List<PromptedMask> meanings = image.masks(Prompt.inside(x, y));
            meanings.forEach(mask -> tell("by a point", mask));
            PromptedMask likeliest = meanings.stream()
                    .max(Comparator.comparingDouble(PromptedMask::predictedIou))
                    .orElseThrow();

            PromptedMask refined =
                    image.mask(Prompt.inside(x, y).andOutside(0, 0).andMask(likeliest));
            tell("by two points and the likeliest of these", refined);

            tell("by a box", image.mask(Prompt.box(x / 2, y / 2, 1.5 * x, 1.5 * y)));

            inColour(photograph, refined.mask()).write(Path.of(arguments[2]));
        }
    }

    private static void tell(String how, PromptedMask mask) {
        System.out.printf(
                "%s: %d pixels, predicted IoU %.2f%n", how, mask.mask().area(), mask.predictedIou());
    }

    /** Takes the colour from all that lies outside the mask. */
    private static Image inColour(Image photograph, Mask mask) {
        byte[] rgb = photograph.toRgb();
        boolean[] inside = mask.toDense();
        for (int i = 0; i < inside.length; i++) {
            if (!inside[i]) {
                int grey = ((rgb[3 * i] & 0xFF) + (rgb[3 * i + 1] & 0xFF) + (rgb[3 * i + 2] & 0xFF)) / 3;
                rgb[3 * i] = rgb[3 * i + 1] = rgb[3 * i + 2] = (byte) grey;
            }
        }
        return Image.ofRgb(photograph.size(), rgb);
    }
}
