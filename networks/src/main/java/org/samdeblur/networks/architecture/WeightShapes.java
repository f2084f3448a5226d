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
 */
public final class WeightShapes {
    /** Deeper than any network; every further one is looked for among all names. */
    private static final int MOST_GROUPS = 1000;

    private final String architecture;
    private final Checkpoint checkpoint;
    private final Set<String> expected = new HashSet<>();

    public WeightShapes(String architecture, Checkpoint checkpoint) {
        this.architecture = architecture;
        this.checkpoint = checkpoint;
    }

    /** The names of all weights. */
    public Set<String> names() {
        return checkpoint.names();
    }

    /** The shape of a weight of which only the number of axes is known beforehand. */
    public List<Integer> shape(String name, int axes) {
        if (!checkpoint.names().contains(name)) {
            throw misfit("'" + name + "' is missing");
        }
        List<Integer> shape = checkpoint.shape(name);
        if (shape.size() != axes) {
            throw misfit("'" + name + "' has the shape " + shape + ", not one of " + axes + " axes");
        }
        return shape;
    }

    /**
     * The number of groups of weights whose names begin with the prefix and a running number. One pass over the names, since a
     * hostile file may have a group for each of its hundred thousand weights.
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

    public void expect(String name, Integer... shape) {
        if (!shape(name, shape.length).equals(Arrays.asList(shape))) {
            throw misfit(
                    "'" + name + "' has the shape " + checkpoint.shape(name) + " instead of " + Arrays.toString(shape));
        }
        expected.add(name);
    }

    public void expectConvolution(String name, int outputs, int inputs, int kernel) {
        expect(name + ".weight", outputs, inputs, kernel, kernel);
        expect(name + ".bias", outputs);
    }

    /** A batch normalisation as trained; the number of batches it has seen may be left out. */
    public void expectBatchNorm(String name, int channels) {
        for (String weight : List.of("weight", "bias", "running_mean", "running_var")) {
            expect(name + "." + weight, channels);
        }
        ignore(name + ".num_batches_tracked");
    }

    /** Accounts for a weight that may be there and makes no difference to what is computed. */
    public void ignore(String name) {
        expected.add(name);
    }

    /** A fully connected layer with its bias. */
    public void expectLinear(String name, int outputs, int inputs) {
        expect(name + ".weight", outputs, inputs);
        expect(name + ".bias", outputs);
    }

    /** A normalisation's scale and shift. */
    public void expectNorm(String name, int channels) {
        expect(name + ".weight", channels);
        expect(name + ".bias", channels);
    }

    public void expectNothingElse() {
        checkpoint.names().stream()
                .filter(name -> !expected.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw misfit("'" + name + "' has no place in it");
                });
    }

    public InvalidModelException misfit(String what) {
        return Refusal.of(checkpoint.file(), "looks like " + architecture + ", but " + what);
    }
}
