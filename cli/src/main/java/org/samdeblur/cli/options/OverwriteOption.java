package org.samdeblur.cli.options;

import org.samdeblur.cli.files.Existing;
import picocli.CommandLine.Option;

/** Whether outputs that exist are replaced. */
public final class OverwriteOption {
    @Option(
            names = "--overwrite",
            description = "Replace outputs that exist. Default: a file named by an option is an error if it exists; an"
                    + " image whose output is in the output folder is skipped.")
    private boolean overwrite;

    /**
     * Returns what becomes of outputs that exist.
     *
     * @return the rule
     */
    public Existing existing() {
        return overwrite ? Existing.REPLACE : Existing.KEEP;
    }
}
