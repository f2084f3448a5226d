package org.samdeblur.cli.options;

import org.samdeblur.cli.console.Logging;
import org.samdeblur.cli.console.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options of every command. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        versionProvider = Version.class)
public final class CommonOptions {
    @Option(
            names = "--verbose",
            description = "Print the library's log, and a stack trace with every error.",
            order = 1000)
    void setVerbose(boolean verbose) {
        if (verbose) {
            Logging.tellMore();
        }
    }
}
