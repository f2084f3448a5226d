package org.samdeblur.cli.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.samdeblur.api.SamDeblurException;
import org.samdeblur.backend.tensorflow.export.SavedModels;
import org.samdeblur.cli.console.Errors;
import org.samdeblur.cli.console.MisuseException;
import org.samdeblur.cli.files.Existing;
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
                throw new MisuseException("networks are written to .onnx files, not " + output.getFileName()
                        + "; for a SavedModel add --format savedmodel, for weights alone --format safetensors");
            }
        }

        @Override
        Map<String, Object> write(DeblurNetwork network, UnaryOperator<Graph> form, Path output) {
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
        void requireFree(Path output, Existing existing) {
            super.requireFree(output, existing);
            if (existing == Existing.KEEP && isFilled(output)) {
                throw Existing.refusal(output);
            }
        }

        @Override
        Map<String, Object> write(DeblurNetwork network, UnaryOperator<Graph> form, Path output) {
            Graph graph = form.apply(network.graph());
            try {
                SavedModels.replace(network.withGraph(graph), output);
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
        Map<String, Object> write(DeblurNetwork network, UnaryOperator<Graph> form, Path output) {
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
        Map<String, Object> write(DeblurNetwork network, UnaryOperator<Graph> form, Path output) {
            network.writeWeights(output, WeightPrecision.HALF);
            return described(network);
        }
    };

    private static boolean isFilled(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        } catch (IOException e) {
            throw new SamDeblurException("cannot read the folder " + folder + ": " + Errors.describe(e), e);
        }
    }

    private static void requireSafetensors(Path output) {
        if (!ImageNames.suffix(output).equals("safetensors")) {
            throw new MisuseException("weights are written as .safetensors files, not " + output.getFileName());
        }
    }

    private static Map<String, Object> described(Graph graph) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("nodes", graph.nodes().size());
        content.put("opset", graph.opset());
        return content;
    }

    private static Map<String, Object> described(DeblurNetwork network) {
        return Map.of("weights", network.weights().size());
    }

    /** Refuses what is misnamed. */
    abstract void requireFit(Path output);

    /** Refuses an output that exists and is kept. */
    void requireFree(Path output, Existing existing) {
        existing.requireFree(output);
    }

    /**
     * Writes a network in place of what {@link #requireFree} let pass.
     *
     * @param form what becomes of its graph, where one is written
     * @return how large it is, by name of the figure
     */
    abstract Map<String, Object> write(DeblurNetwork network, UnaryOperator<Graph> form, Path output);
}
