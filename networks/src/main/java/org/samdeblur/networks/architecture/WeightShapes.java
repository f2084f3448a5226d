package org.samdeblur.networks.architecture;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.samdeblur.api.InvalidModelException;
import org.samdeblur.networks.checkpoint.Checkpoint;

/**
 * Holds a checkpoint's names and shapes against those an architecture has, and says what does not fit. Every weight must
 * be accounted for: one that is left over belongs to a network that computes something else.
 *
 * @since 0.1.0
 */
public final class WeightShapes {
    /** Deeper than any network; every further one is looked for among all names. */
    private static final int MOST_GROUPS = 1000;

    private final String architecture;
    private final Checkpoint checkpoint;
    private final Set<String> expected = new HashSet<>();

    /**
     * Takes a checkpoint.
     *
     * @param architecture what messages call the network
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
     * Returns the shape of a weight of which only the number of axes is known beforehand.
     *
     * @param name its name
     * @param axes the number of axes
     * @return the sizes of its axes, outermost first
     * @throws InvalidModelException if there is none of that name, or it has another number of axes
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
     * Counts the groups of weights whose names begin with a prefix and a running number.
     *
     * @param prefix such as {@code encoders.0.}
     * @return how many there are, from 0 on without a gap
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
     * @throws InvalidModelException if it is missing or of another shape
     */
    public void expect(String name, Integer... shape) {
        if (!shape(name, shape.length).equals(Arrays.asList(shape))) {
            throw misfit(inFile(name) + " has the shape " + checkpoint.shape(name) + " instead of "
                    + Arrays.toString(shape));
        }
        expected.add(name);
    }

    /**
     * Checks a convolution with its bias.
     *
     * @param name the layer's name
     * @param outputs the channels it makes
     * @param inputs the channels that each output reads
     * @param kernel height and width of the kernel
     * @throws InvalidModelException if a weight is missing or of another shape
     */
    public void expectConvolution(String name, int outputs, int inputs, int kernel) {
        expect(name + ".weight", outputs, inputs, kernel, kernel);
        expect(name + ".bias", outputs);
    }

    /**
     * Checks a batch normalisation as trained; the number of batches it has seen may be left out.
     *
     * @param name the layer's name
     * @param channels the number of channels
     * @throws InvalidModelException if a weight is missing or of another shape
     */
    public void expectBatchNorm(String name, int channels) {
        for (String weight : List.of("weight", "bias", "running_mean", "running_var")) {
            expect(name + "." + weight, channels);
        }
        ignore(name + ".num_batches_tracked");
    }

    /**
     * Accounts for a weight that may be there and makes no difference to what is computed.
     *
     * @param name its name
     */
    public void ignore(String name) {
        expected.add(name);
    }

    /**
     * Checks a fully connected layer with its bias.
     *
     * @param name the layer's name
     * @param outputs the number of outputs
     * @param inputs the number of inputs
     * @throws InvalidModelException if a weight is missing or of another shape
     */
    public void expectLinear(String name, int outputs, int inputs) {
        expect(name + ".weight", outputs, inputs);
        expect(name + ".bias", outputs);
    }

    /**
     * Checks a normalisation's scale and shift.
     *
     * @param name the layer's name
     * @param channels the number of channels
     * @throws InvalidModelException if a weight is missing or of another shape
     */
    public void expectNorm(String name, int channels) {
        expect(name + ".weight", channels);
        expect(name + ".bias", channels);
    }

    /**
     * Checks that every weight has been accounted for.
     *
     * @throws InvalidModelException if one is left over
     */
    public void expectNothingElse() {
        checkpoint.names().stream()
                .filter(name -> !expected.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw misfit(inFile(name) + " has no place in it");
                });
    }

    /** A weight as messages name it: as the file does. */
    String inFile(String name) {
        return "'" + checkpoint.nameInFile(name) + "'";
    }

    /**
     * Makes the exception that says what does not fit.
     *
     * @param what what is wrong; goes on after "looks like NAFNet, but"
     * @return the exception, to be thrown
     */
    public InvalidModelException misfit(String what) {
        return Refusal.of(checkpoint.file(), "looks like " + architecture + ", but " + what);
    }
}
