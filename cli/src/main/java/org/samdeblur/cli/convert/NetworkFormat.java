package org.samdeblur.cli.convert;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.backend.tensorflow.export.SavedModels;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.ImageNames;
import org.samdeblur.networks.deblur.DeblurNetwork;
import org.samdeblur.networks.deblur.WeightPrecision;
import org.samdeblur.networks.graph.Graph;
import org.samdeblur.networks.graph.OnnxFiles;

/** A format that networks are written in. */
enum NetworkFormat {
    /** One file. */
    ONNX {
        @Override
        void requireFit(Path output) {
            if (!ImageNames.suffix(output).equals("onnx")) {
                throw new MisuseException("networks are written as .onnx files, not " + output.getFileName()
                        + "; for a folder of TensorFlow's, add --format savedmodel, for weights alone --format"
                        + " safetensors");
            }
        }

        @Override
        String write(DeblurNetwork network, UnaryOperator<Graph> form, Path output) {
            Graph graph = form.apply(network.graph());
            OnnxFiles.write(graph, output);
            return described(graph);
        }
    },

    /** A folder of TensorFlow's. Only writing it asks for the backend's classes, so that all else works without them. */
    SAVEDMODEL {
        @Override
        void requireFit(Path output) {
            // folders have any name
        }

        @Override
        String write(DeblurNetwork network, UnaryOperator<Graph> form, Path output) {
            Graph graph = form.apply(network.graph());
            try {
                SavedModels.write(network.withGraph(graph), output);
                return described(graph);
            } catch (NoClassDefFoundError e) {
                throw new SamDeblurException(
                        "writing a SavedModel needs the TensorFlow backend, org.samdeblur:samdeblur-backend-tensorflow: "
                                + e.getMessage(),
                        e);
            }
        }
    },

    /** The weights alone, under the names of the published checkpoints. */
    SAFETENSORS {
        @Override
        void requireFit(Path output) {
            requireSafetensors(output);
        }

        @Override
        String write(DeblurNetwork network, UnaryOperator<Graph> form, Path output) {
            network.writeWeights(output, WeightPrecision.SINGLE);
            return described(network);
        }
    },

    /** The same as 16-bit floats. */
    SAFETENSORS_FP16 {
        @Override
        void requireFit(Path output) {
            requireSafetensors(output);
        }

        @Override
        String write(DeblurNetwork network, UnaryOperator<Graph> form, Path output) {
            network.writeWeights(output, WeightPrecision.HALF);
            return described(network);
        }
    };

    private static void requireSafetensors(Path output) {
        if (!ImageNames.suffix(output).equals("safetensors")) {
            throw new MisuseException("weights are written as .safetensors files, not " + output.getFileName());
        }
    }

    private static String described(Graph graph) {
        return graph.nodes().size() + " nodes, opset " + graph.opset();
    }

    private static String described(DeblurNetwork network) {
        return network.weights().size() + " weights";
    }

    /** Refuses what is misnamed. */
    abstract void requireFit(Path output);

    /**
     * Writes a network.
     *
     * @param form what becomes of its graph, where one is written
     * @return what was written, in a few words
     */
    abstract String write(DeblurNetwork network, UnaryOperator<Graph> form, Path output);
}
