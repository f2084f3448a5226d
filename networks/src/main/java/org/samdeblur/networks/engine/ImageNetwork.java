package org.samdeblur.networks.engine;

import org.samdeblur.api.Tensor;

/**
 * A network that turns one image into another, on any runtime. Safe for use by multiple threads. Closing is idempotent;
 * running a closed network throws {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface ImageNetwork extends AutoCloseable {
    /**
     * Runs the network.
     *
     * @param batch {@code [1, channels, H, W]}; the first three channels are the image, in [0, 1]. The network reads
     *     the tensor only during the call
     * @return the output, {@code [1, 3, H, W]} for a deblurring network
     * @throws org.samdeblur.api.BackendException if the runtime fails; the message states the reason on one line
     */
    Tensor run(Tensor batch);

    @Override
    void close();
}
