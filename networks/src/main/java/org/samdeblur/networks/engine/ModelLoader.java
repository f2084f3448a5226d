package org.samdeblur.networks.engine;

import java.nio.file.Path;
import org.samdeblur.api.DeblurModel;
import org.samdeblur.api.DeblurModelOptions;
import org.samdeblur.networks.format.ModelFormat;

/**
 * Loads models in a runtime's own format, such as TorchScript. They are not converted to a {@link
 * org.samdeblur.networks.graph.Graph}. Safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface ModelLoader {
    /**
     * Returns the format.
     *
     * @return the format, which recognises its files
     */
    ModelFormat format();

    /**
     * Loads a network.
     *
     * @param path a file or folder of the format
     * @param options how to load it
     * @return the network, owned by the caller
     * @throws org.samdeblur.api.InvalidModelException if the model is damaged, is not a deblurring network, or does not
     *     support the options; the message names the file
     */
    DeblurModel load(Path path, DeblurModelOptions options);
}
