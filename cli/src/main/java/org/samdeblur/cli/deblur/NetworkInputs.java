package org.samdeblur.cli.deblur;

import java.nio.file.Path;
import org.samdeblur.api.InvalidImageException;
import org.samdeblur.api.Tensor;
import org.samdeblur.map.files.NpyFiles;

/** Networks' inputs as arrays in files. */
final class NetworkInputs {
    private NetworkInputs() {}

    /**
     * Reads a {@code .npy} file.
     *
     * @param file {@code [C, H, W]} or {@code [1, C, H, W]}
     * @return {@code [C, H, W]}
     */
    static Tensor read(Path file) {
        Tensor tensor = NpyFiles.read(file);
        if (tensor.rank() == 4 && tensor.dim(0) == 1) {
            return tensor.reshape(tensor.dim(1), tensor.dim(2), tensor.dim(3));
        }
        if (tensor.rank() != 3) {
            throw new InvalidImageException(
                    file + " holds " + tensor + "; a network's input is [channels, height, width]");
        }
        return tensor;
    }
}
