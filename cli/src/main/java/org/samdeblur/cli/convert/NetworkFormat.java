package org.samdeblur.cli.convert;

import java.nio.file.Path;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.backend.tensorflow.export.SavedModels;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.graph.OnnxFiles;

/** A format that networks are written in. */
enum NetworkFormat {
    /** One file. */
    ONNX {
        @Override
        void requireFit(Path output) {
            if (!ImageNames.suffix(output).equals("onnx")) {
                throw new MisuseException("networks are written as .onnx files, not " + output.getFileName()
                        + "; for a folder of TensorFlow's, add --format savedmodel");
            }
        }

        @Override
        void write(DeblurNetwork network, Path output) {
            OnnxFiles.write(network.graph(), output);
        }
    },

    /** A folder of TensorFlow's. Only writing it asks for the backend's classes, so that all else works without them. */
    SAVEDMODEL {
        @Override
        void requireFit(Path output) {
            // folders have any name
        }

        @Override
        void write(DeblurNetwork network, Path output) {
            try {
                SavedModels.write(network, output);
            } catch (NoClassDefFoundError e) {
                throw new SamDeblurException(
                        "writing a SavedModel needs the TensorFlow backend, org.samdeblur:samdeblur-backend-tensorflow: "
                                + e.getMessage(),
                        e);
            }
        }
    };

    /** Refuses what is misnamed. */
    abstract void requireFit(Path output);

    /** Writes a network, whose graph stays as it is. */
    abstract void write(DeblurNetwork network, Path output);
}
