package org.samdeblur.examples.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samdeblur.api.Image;
import org.samdeblur.evaluation.data.ImagePair;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.evaluation.report.Pictures;
import org.samdeblur.evaluation.results.ImageResult;

/** Reads again what the report shows of an image. */
final class ReportPictures implements Pictures.Source {
    private final List<Method> methods;
    private final EvaluationMasks masks;
    private final Map<String, PairedImages> dataSets;

    ReportPictures(List<Method> methods, EvaluationMasks masks, List<PairedImages> dataSets) {
        this.methods = methods;
        this.masks = masks;
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
        return new Pictures(
                images.input(),
                masks.known(dataSetName, pair).map(found -> MaskOverlay.of(images.input(), found)),
                outputs,
                images.target());
    }
}
