package org.samdeblur.cli.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samdeblur.api.Image;
import org.samdeblur.cli.overlay.MaskOverlay;
import org.samdeblur.evaluation.data.ImagePair;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.evaluation.report.Pictures;
import org.samdeblur.evaluation.results.ImageResult;

/** Reads again what the report shows of an image. */
final class ReportPictures implements Pictures.Source {
    private final List<Method> methods;
    private final EvaluationMasks masks;
    private final Problems problems;
    private final Map<String, PairedImages> dataSets;

    /**
     * Prepares to read pictures.
     *
     * @param methods what the report compares
     * @param masks has the masks of inputs
     * @param problems hears of masks that cannot be shown
     * @param dataSets the data sets of the report
     */
    ReportPictures(List<Method> methods, EvaluationMasks masks, Problems problems, List<PairedImages> dataSets) {
        this.methods = methods;
        this.masks = masks;
        this.problems = problems;
        this.dataSets = dataSets.stream().collect(Collectors.toMap(PairedImages::name, Function.identity()));
    }

    @Override
    public Pictures of(String dataSetName, ImageResult image) {
        PairedImages dataSet = dataSets.get(dataSetName);
        ImagePair pair = dataSet.pairs().stream()
                .filter(candidate -> candidate.name().equals(image.name()))
                .findFirst()
                .orElseThrow();
        ImagePair.Images images = pair.read();
        Map<String, Image> outputs = new LinkedHashMap<>();
        for (Method method : methods) {
            if (image.outputs().containsKey(method.name())) {
                outputs.put(method.name(), Image.read(method.outputs(dataSet).file(pair.name())));
            }
        }
        Pictures pictures = Pictures.of(images.input(), outputs, images.target());
        return overlay(dataSet, pair, images.input()).map(pictures::withMasks).orElse(pictures);
    }

    /** One bad file of masks is no reason to go without the whole report. */
    private Optional<Image> overlay(PairedImages dataSet, ImagePair pair, Image input) {
        try {
            return masks.known(dataSet.name(), pair, input.size()).map(found -> MaskOverlay.of(input, found));
        } catch (RuntimeException | OutOfMemoryError e) {
            problems.tellOfMasks(dataSet, pair, e);
            return Optional.empty();
        }
    }
}
