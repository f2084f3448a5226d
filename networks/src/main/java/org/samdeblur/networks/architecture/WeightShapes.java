package org.samdeblur.networks.architecture;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * Compares the names and shapes in a checkpoint with those of an architecture. Not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class WeightShapes {
    /** More than any network has. The limit bounds the time that callers spend on damaged files. */
    private static final int MOST_GROUPS = 1000;

    private final String architecture;
    private final Checkpoint checkpoint;

    /**
     * Starts the comparison.
     *
     * @param architecture the network's name in messages
     * @param checkpoint its weights
     */
    public WeightShapes(String architecture, Checkpoint checkpoint) {
        this.architecture = architecture;
        this.checkpoint = checkpoint;
    }

    /**
     * Returns the names of all weights.
     *
     * @return the names in the file's order
     */
    public Set<String> names() {
        return checkpoint.names();
    }

    /**
     * Returns the shape of a weight with a given number of axes.
     *
     * @param name its name
     * @param axes the number of axes
     * @return the sizes of its axes, outermost first
     * @throws InvalidModelException if there is no weight of that name, or it has another number of axes
     */
    public List<Integer> shape(String name, int axes) {
        if (!checkpoint.names().contains(name)) {
            throw misfit("'" + name + "' is missing");
        }
        List<Integer> shape = checkpoint.shape(name);
        if (shape.size() != axes) {
            throw misfit(inFile(name) + " has the shape " + shape + ", not one of " + axes + " axes");
        }
        return shape;
    }

    /**
     * Counts the groups of weights whose names begin with a prefix and consecutive numbers.
     *
     * @param prefix such as {@code encoders.0.}
     * @return the number of groups, from 0 without a gap
     */
    public int count(String prefix) {
        BitSet groups = new BitSet();
        for (String name : checkpoint.names()) {
            int dot = name.indexOf('.', prefix.length());
            if (name.startsWith(prefix) && dot > 0) {
                number(name.substring(prefix.length(), dot)).ifPresent(groups::set);
            }
        }
        int count = groups.nextClearBit(0);
        if (count > MOST_GROUPS) {
            throw misfit("it has " + count + " groups of weights '" + prefix + "0', '" + prefix + "1', …");
        }
        return count;
    }

    private static OptionalInt number(String digits) {
        return digits.matches("0|[1-9][0-9]{0,5}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    /**
     * Checks a weight.
     *
     * @param name its name
     * @param shape the shape it must have
     * @throws InvalidModelException if it is missing or has another shape
     */
    public void expect(String name, Integer... shape) {
        if (!shape(name, shape.length).equals(Arrays.asList(shape))) {
            throw misfit(inFile(name) + " has the shape " + checkpoint.shape(name) + " instead of "
                    + Arrays.toString(shape));
        }
    }

    /**
     * Checks a convolution with its bias.
     *
     * @param name the layer's name
     * @param outputs the output channels
     * @param inputs the channels that each output reads
     * @param kernel height and width of the kernel
     * @throws InvalidModelException if a weight is missing or has another shape
     */
    public void expectConvolution(String name, int outputs, int inputs, int kernel) {
        expect(name + ".weight", outputs, inputs, kernel, kernel);
        expect(name + ".bias", outputs);
    }

    /** Returns a weight's quoted name in the file, for messages. */
    String inFile(String name) {
        return "'" + checkpoint.nameInFile(name) + "'";
    }

    /**
     * Creates an exception about a mismatch.
     *
     * @param what the mismatch; continues after "looks like NAFNet, but"
     * @return the exception, to be thrown
     */
    public InvalidModelException misfit(String what) {
        return Refusal.of(checkpoint.file(), "looks like " + architecture + ", but " + what);
    }
}
