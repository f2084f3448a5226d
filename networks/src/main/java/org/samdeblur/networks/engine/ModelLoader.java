package org.samdeblur.networks.engine;

import java.nio.file.Path;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.networks.format.ModelFormat;

/**
 * Loads models of a runtime's own format, which it runs without a graph of ours, such as TorchScript. May be used by many threads
 * at once.
 *
 * @since 0.1.0
 */
public interface ModelLoader {
    /**
     * Returns the format.
     *
     * @return what files are recognised by
     */
    ModelFormat format();

    /**
     * Loads a network.
     *
     * @param path a file or folder of the format
     * @param options how it is to be loaded
     * @return the network, owned by the caller
     * @throws org.samdeblur.api.InvalidModelException if it is damaged, no deblurring network, or cannot be loaded in
     *     that way; names the file
     */
    DeblurModel load(Path path, DeblurModelOptions options);
}
