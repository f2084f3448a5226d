package org.samdeblur.networks.engine;

import java.nio.file.Path;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;

/**
 * A runtime's own file format, whose networks it runs without a graph of ours, such as TorchScript. May be used by many
 * threads at once.
 */
public interface ModelFormat {
    /**
     * Tells whether a file is in this format, by its first bytes or its names inside rather than by its suffix.
     *
     * @param path a file or folder, which need not be there
     * @return true only if {@link #load} is what should be tried
     */
    boolean recognises(Path path);

    /**
     * Loads a network.
     *
     * @param path the file or folder
     * @param options how it is to be loaded
     * @return the network, owned by the caller
     * @throws org.samdeblur.api.InvalidModelException if it is damaged, no deblurring network, or cannot be loaded in
     *     that way; names the file
     */
    DeblurModel load(Path path, DeblurModelOptions options);
}
