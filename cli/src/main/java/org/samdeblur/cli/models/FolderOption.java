package org.samdeblur.cli.models;

import java.nio.file.Path;
import java.util.Optional;
import org.samdeblur.networks.models.Models;
import picocli.CommandLine.Option;

/** Where models are kept. */
final class FolderOption {
    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "The models folder. Default: the system property samdeblur.models, else the variable"
                    + " SAMDEBLUR_MODELS of the environment, else samdeblur/models where the system keeps a user's"
                    + " data.")
    private Optional<Path> folder = Optional.empty();

    Models models() {
        return folder.map(Models::new).orElseGet(Models::ofUser);
    }
}
