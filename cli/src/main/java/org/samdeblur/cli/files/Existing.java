package org.samdeblur.cli.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.samdeblur.api.SamDeblurException;

/**
 * What happens to outputs that exist. By default, every command keeps them: a file that an option names is an error,
 * and an image whose output is in the output folder is skipped.
 */
public enum Existing {
    /** They are kept. */
    KEEP,
    /** They are replaced. */
    REPLACE;

    /**
     * Returns whether an output exists and is kept.
     *
     * @param output a file
     * @return whether it must not be written
     */
    public boolean keeps(Path output) {
        return this == KEEP && Files.isRegularFile(output);
    }

    /**
     * Refuses an output that exists and is kept.
     *
     * @param output a file that an option names
     */
    public void requireFree(Path output) {
        if (keeps(output)) {
            throw refusal(output);
        }
    }

    /**
     * Returns the error for an output that exists and is kept.
     *
     * @param output what an option names
     * @return the error
     */
    public static SamDeblurException refusal(Path output) {
        return new SamDeblurException(output + " exists; name another output, or replace it with --overwrite");
    }

    /**
     * Describes that an input is skipped because its outputs are kept.
     *
     * @param outputs its outputs
     * @return one line
     */
    public static String skipped(List<Path> outputs) {
        String names = outputs.stream().map(Path::toString).collect(Collectors.joining(" and "));
        return names + (outputs.size() == 1 ? " exists" : " exist") + ", skipped (replace with --overwrite)";
    }
}
