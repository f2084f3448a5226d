package org.samdeblur.cli.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.samdeblur.api.ModelSource;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.evaluation.data.NamedFiles;
import org.samdeblur.evaluation.data.PairedImages;

/** What is evaluated: something with an output for every input, in a folder. */
sealed interface Method {
    /** Returns what the table calls it. */
    String name();

    /**
     * Lists its outputs for a data set, under the names of the inputs.
     *
     * @param dataSet the data set
     * @return the outputs there are
     */
    NamedFiles outputs(PairedImages dataSet);

    /**
     * A network, whose outputs are made here.
     *
     * @param name what the table calls it
     * @param model the network
     * @param folder where its outputs go, in a folder for every data set
     */
    record Network(String name, ModelSource model, Path folder) implements Method {
        @Override
        public NamedFiles outputs(PairedImages dataSet) {
            return NamedFiles.images(folderOf(dataSet));
        }

        /** Returns where the outputs for a data set go. */
        Path folderOf(PairedImages dataSet) {
            return folder.resolve(dataSet.name());
        }

        /** Names the file of an output. */
        Path output(PairedImages dataSet, String image) {
            return folderOf(dataSet).resolve(image + ".png");
        }
    }

    /**
     * Outputs made elsewhere.
     *
     * @param name what the table calls it
     * @param folder where they lie, in a folder for every data set, or for the only one right there
     */
    record Elsewhere(String name, Path folder) implements Method {
        @Override
        public NamedFiles outputs(PairedImages dataSet) {
            Path own = folder.resolve(dataSet.name());
            return NamedFiles.images(Files.isDirectory(own) ? own : folder);
        }

        /** Demands that there is a folder for each of several data sets. */
        void requireFor(List<PairedImages> dataSets) {
            for (PairedImages dataSet : dataSets) {
                Path wanted = dataSets.size() == 1 ? folder : folder.resolve(dataSet.name());
                if (!Files.isDirectory(wanted)) {
                    throw new MisuseException("--compare " + name + ": the folder " + wanted + " does not exist");
                }
            }
        }
    }
}
