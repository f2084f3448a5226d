package org.samdeblur.cli.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.samdeblur.api.ModelSource;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.evaluation.data.PairedImages;
import org.samdeblur.evaluation.results.Results;
import org.samdeblur.networks.models.Models;
import picocli.CommandLine.Option;

/** Which networks and which outputs made elsewhere are compared. */
final class MethodOptions {
    /** Names that would collide with the table's first row and with the folder of masks. */
    private static final Set<String> TAKEN = Set.of(Results.BLURRED, EvaluationMasks.FOLDER);

    @Option(
            names = "--model",
            paramLabel = "[NAME=]MODEL",
            converter = Named.OfModel.class,
            description = "A network, as 'samdeblur deblur' takes it: embedded; a name that 'samdeblur models' lists; a"
                    + " checkpoint or an ONNX network; the folder of DMPHN's six checkpoints. May be given several"
                    + " times. Default: embedded, if there is no --compare either.")
    private List<Named<ModelSource>> models = List.of();

    @Option(
            names = "--compare",
            paramLabel = "NAME=DIR",
            converter = Named.OfOutputs.class,
            description = "Outputs of another program, in the tree of the inputs; for several data sets, in a folder"
                    + " for each of them. May be repeated.")
    private List<Named<Path>> elsewhere = List.of();

    /**
     * Returns what is to be compared, once it is known to be there.
     *
     * @param dataSets the data sets
     * @param folder where networks' outputs go, in a folder for every network
     */
    List<Method> methods(List<PairedImages> dataSets, Path folder) {
        List<Method> methods = new ArrayList<>();
        for (Named<ModelSource> model : models()) {
            requireThere(model.what());
            methods.add(new Method.Network(model.name(), model.what(), folder.resolve(model.name())));
        }
        for (Named<Path> outputs : elsewhere) {
            Method.Elsewhere method = new Method.Elsewhere(outputs.name(), outputs.what());
            method.requireFor(dataSets);
            methods.add(method);
        }
        requireDistinct(methods);
        return methods;
    }

    private List<Named<ModelSource>> models() {
        boolean none = models.isEmpty() && elsewhere.isEmpty();
        return none ? List.of(new Named<>("embedded", ModelSource.embedded())) : models;
    }

    private static void requireThere(ModelSource model) {
        if (Models.ofUser().local(model) instanceof ModelSource.File file && !Files.exists(file.path())) {
            throw new SamDeblurException(
                    file.path()
                            + " does not exist; --model takes embedded, a model's name, a file or a folder, or NAME= and one of these");
        }
    }

    private static void requireDistinct(List<Method> methods) {
        Set<String> names = new HashSet<>(TAKEN);
        for (Method method : methods) {
            if (!names.add(method.name())) {
                throw new MisuseException("the name '" + method.name()
                        + "' is taken; choose another with --model NAME=MODEL or --compare NAME=DIR");
            }
        }
    }
}
