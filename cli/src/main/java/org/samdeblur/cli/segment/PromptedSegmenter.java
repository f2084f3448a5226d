package org.samdeblur.cli.segment;

import java.util.List;
import java.util.Optional;
import org.samdeblur.api.Box;
import org.samdeblur.api.Image;
import org.samdeblur.api.Mask;
import org.samdeblur.api.MaskDetails;
import org.samdeblur.api.MaskSet;
import org.samdeblur.api.Progress;
import org.samdeblur.api.Segmenter;
import org.samdeblur.api.Stage;
import org.samdeblur.networks.sam.Prompt;
import org.samdeblur.networks.sam.Prompt.Label;
import org.samdeblur.networks.sam.PromptedMask;
import org.samdeblur.networks.sam.SamSegmenter;

/**
 * Finds what a prompt points at.
 *
 * @param sam the network; closed with this
 * @param prompts what it is asked
 */
record PromptedSegmenter(SamSegmenter sam, PromptOptions prompts) implements Segmenter {
    @Override
    public MaskSet segment(Image image, Progress progress) {
        progress.step(Stage.SEGMENT, 0, 1);
        List<Mask> masks = prompts.ask(sam.embed(image)).stream()
                .map(answer -> described(answer, image))
                .toList();
        return MaskSet.of(image.size(), masks);
    }

    /** What the network says of its answer. How stable a mask is, only the automatic generator asks. */
    private Mask described(PromptedMask answer, Image image) {
        Optional<Prompt.Point> first = prompts.prompt().points().stream()
                .filter(point -> point.label() == Label.INSIDE)
                .findFirst();
        Box whole = new Box(0, 0, image.width(), image.height());
        return answer.mask()
                .withDetails(MaskDetails.builder(whole)
                        .predictedIou(answer.predictedIou())
                        .point(
                                first.map(Prompt.Point::x).orElse(MaskDetails.UNKNOWN),
                                first.map(Prompt.Point::y).orElse(MaskDetails.UNKNOWN))
                        .build());
    }

    @Override
    public void close() {
        sam.close();
    }
}
