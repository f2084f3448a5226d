package org.samdeblur.cli.options;

import picocli.CommandLine.Option;

/** Whether a command prints its result for programs. */
public final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object on standard output instead of text.")
    private boolean json;

    /**
     * Returns whether JSON is wanted.
     *
     * @return false for text
     */
    public boolean isGiven() {
        return json;
    }
}
