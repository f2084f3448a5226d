package org.samdeblur.networks.architecture;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.samdeblur.networks.checkpoint.Checkpoint;
import org.samdeblur.networks.graph.Constant;

/**
 * The weights of a checkpoint, checked against the names and shapes that the network requires. Every weight must be
 * used: a checkpoint with other weights belongs to a network that computes something else.
 *
 * <p>A network that was widened for masks has further inputs in the convolutions that read its image. If these are
 * allowed, the network gets the weights of the image's channels, and {@link #wide} has the complete weights.
 */
final class CheckpointWeights implements WeightSource {
    private static final int CONVOLUTION_AXES = 4;
    private static final int INPUTS = 1;

    private final WeightShapes shapes;
    private final Checkpoint checkpoint;
    private final int imageChannels;
    private final int addedChannels;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Constant> wide = new LinkedHashMap<>();

    /**
     * Starts the use of a checkpoint.
     *
     * @param architecture the network's name in messages
     * @param imageChannels the number of channels of the image
     * @param addedChannels the number of further inputs that convolutions of the image may have, 0 or more
     */
    CheckpointWeights(String architecture, Checkpoint checkpoint, int imageChannels, int addedChannels) {
        this.shapes = new WeightShapes(architecture, checkpoint);
        this.checkpoint = checkpoint;
        this.imageChannels = imageChannels;
        this.addedChannels = addedChannels;
    }

    @Override
    public Constant weight(String name, List<Integer> shape, Initial initial) {
        List<Integer> found = shapes.shape(name, shape.size());
        boolean isWide = addedChannels > 0 && isWide(found, shape);
        if (!isWide && !found.equals(shape)) {
            throw shapes.misfit(shapes.inFile(name) + " has the shape " + found + " instead of " + shape);
        }
        taken.add(name);
        Constant weight = checkpoint.weight(name);
        if (isWide) {
            wide.put(name, weight);
            return firstInputs(weight, shape);
        }
        return weight;
    }

    private boolean isWide(List<Integer> found, List<Integer> shape) {
        return shape.size() == CONVOLUTION_AXES
                && shape.get(INPUTS) == imageChannels
                && found.get(INPUTS) == imageChannels + addedChannels
                && found.get(0).equals(shape.get(0))
                && found.subList(2, CONVOLUTION_AXES).equals(shape.subList(2, CONVOLUTION_AXES));
    }

    private Constant firstInputs(Constant weight, List<Integer> shape) {
        float[] all = weight.toTensor().toArray();
        int kept = imageChannels * shape.get(2) * shape.get(3);
        int stride = (imageChannels + addedChannels) * shape.get(2) * shape.get(3);
        return Constant.create(
                values -> {
                    for (int output = 0; output < shape.get(0); output++) {
                        values.put(all, output * stride, kept);
                    }
                },
                shape.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public void ignore(String name) {
        taken.add(name);
    }

    /** Returns the complete weights with further inputs, by name. */
    Map<String, Constant> wide() {
        return wide;
    }

    /** Checks that the network uses all weights. */
    void requireNothingElse() {
        checkpoint.names().stream()
                .filter(name -> !taken.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw shapes.misfit(shapes.inFile(name) + " has no place in it");
                });
    }
}
