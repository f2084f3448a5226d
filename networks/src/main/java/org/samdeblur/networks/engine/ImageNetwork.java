package org.samdeblur.networks.engine;

import org.samdeblur.api.Tensor;

/**
 * A network that takes one image and makes one, in whatever runtime. May be used by multiple threads at once; closing is idempotent,
 * and running a closed network is an {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface ImageNetwork extends AutoCloseable {
    /**
     * Runs the network.
     *
     * @param batch {@code [1, channels, H, W]}, the image in [0, 1] first; its memory is the network's to read during the call only
     * @return what it makes of it, {@code [1, 3, H, W]} if it is a deblurring network
     * @throws org.samdeblur.api.BackendException if the runtime fails; says on one line what failed
     */
    Tensor run(Tensor batch);

    @Override
    void close();
}
