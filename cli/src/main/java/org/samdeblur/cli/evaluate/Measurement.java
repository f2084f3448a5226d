package org.samdeblur.cli.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samdeblur.api.Guard;
import org.samdeblur.api.Image;
import org.samdeblur.cli.console.ProgressDisplay;
import org.samdeblur.evaluation.Fidelity;
import org.samdeblur.evaluation.data.ImagePair;
import org.samdeblur.evaluation.data.NamedFiles;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.evaluation.results.DataSetResults;
import org.samdeblur.evaluation.results.ImageResult;

/** Compares outputs that lie in folders with their targets. */
final class Measurement {
    private final List<Method> methods;
    private final ProgressDisplay display;
    private final Problems problems;

    Measurement(List<Method> methods, ProgressDisplay display, Problems problems) {
        this.methods = methods;
        this.display = display;
        this.problems = problems;
    }

    DataSetResults measure(PairedImages dataSet) {
        Map<Method, NamedFiles> outputs = new LinkedHashMap<>();
        methods.forEach(method -> outputs.put(method, method.outputs(dataSet)));
        List<ImageResult> results = new ArrayList<>();
        List<ImagePair> pairs = dataSet.pairs();
        for (int i = 0; i < pairs.size(); i++) {
            display.count("measuring", i, pairs.size());
            if (problems.isGood(pairs.get(i))) {
                measure(dataSet, pairs.get(i), outputs).ifPresent(results::add);
            }
        }
        display.clear();
        return new DataSetResults(dataSet.name(), results);
    }

    private Optional<ImageResult> measure(PairedImages dataSet, ImagePair pair, Map<Method, NamedFiles> outputs) {
        ImagePair.Images images;
        Fidelity blurred;
        try {
            images = pair.read();
            blurred = Fidelity.of(images.input(), images.target());
        } catch (RuntimeException | OutOfMemoryError e) {
            problems.tell(dataSet, pair, e);
            return Optional.empty();
        }
        Map<String, Fidelity> figures = new LinkedHashMap<>();
        Map<String, Double> collapsedShares = new LinkedHashMap<>();
        outputs.forEach((method, files) -> {
            if (isToBeThere(method, files, pair)) {
                try {
                    Image output = Image.read(files.file(pair.name()));
                    Fidelity fidelity = Fidelity.of(output, images.target());
                    double share =
                            Guard.collapsedRegions(images.input(), output).areaShare();
                    collapsedShares.put(method.name(), share);
                    figures.put(method.name(), fidelity);
                } catch (RuntimeException | OutOfMemoryError e) {
                    problems.tell(dataSet, pair, method, e);
                }
            }
        });
        return Optional.of(new ImageResult(pair.name(), images.target().size(), blurred, figures, collapsedShares));
    }

    /** Networks have failed on what they have no output of, and that has been told. */
    private static boolean isToBeThere(Method method, NamedFiles files, ImagePair pair) {
        return method instanceof Method.Elsewhere || files.names().contains(pair.name());
    }
}
