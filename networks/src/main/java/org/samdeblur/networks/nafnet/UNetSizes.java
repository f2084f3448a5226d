package org.samdeblur.networks.nafnet;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.samdeblur.api.Image;
import org.samdeblur.networks.architecture.WeightShapes;
import org.samdeblur.networks.checkpoint.Checkpoint;

/** Reads the sizes of the U that NAFNet and Baseline share off names and shapes. */
final class UNetSizes {
    private UNetSizes() {}

    static boolean isLike(Checkpoint checkpoint) {
        Set<String> names = checkpoint.names();
        return names.contains("intro.weight")
                && names.stream().anyMatch(name -> name.startsWith("middle_blks.") || name.startsWith("encoders."));
    }

    static int inputChannels(WeightShapes shapes) {
        int inputs = shapes.shape("intro.weight", 4).get(1);
        if (inputs < Image.COLOUR_CHANNELS) {
            throw shapes.misfit(
                    "'intro.weight' takes " + inputs + " channels; colour images have " + Image.COLOUR_CHANNELS);
        }
        return inputs;
    }

    static NafNetDesign read(WeightShapes shapes) {
        int levels = shapes.count("downs.");
        if (levels == 0) {
            throw shapes.misfit("'downs.0.weight' is missing");
        }
        return new NafNetDesign(
                shapes.shape("intro.weight", 4).get(0),
                counts(shapes, "encoders.", levels),
                shapes.count("middle_blks."),
                counts(shapes, "decoders.", levels));
    }

    private static List<Integer> counts(WeightShapes shapes, String prefix, int levels) {
        return IntStream.range(0, levels)
                .mapToObj(level -> shapes.count(prefix + level + "."))
                .toList();
    }

    /** By how much a layer of the blocks multiplies the channels, as the first block has it. */
    static int expansion(WeightShapes shapes, String layer, int otherwise) {
        String suffix = "." + layer + ".weight";
        return shapes.names().stream()
                .filter(name -> name.endsWith(suffix))
                .findFirst()
                .map(name -> expansion(shapes, name))
                .orElse(otherwise);
    }

    private static int expansion(WeightShapes shapes, String weight) {
        List<Integer> shape = shapes.shape(weight, 4);
        int outputs = shape.get(0);
        int inputs = shape.get(1);
        if (inputs == 0 || outputs % inputs != 0 || outputs == 0) {
            throw shapes.misfit("'" + weight + "' has the shape " + shape
                    + ", and makes no whole multiple of the channels that it takes");
        }
        return outputs / inputs;
    }
}
