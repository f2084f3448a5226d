package org.samdeblur.networks.deblur;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.samdeblur.api.ImageSize;
import org.samdeblur.networks.graph.shape.Finding;
import org.samdeblur.networks.graph.shape.ShapeArithmetic;

/**
 * Determines by shape arithmetic which images a graph takes: the number that heights and widths must be multiples of,
 * or the only size. Not safe for use by multiple threads.
 */
final class SizeSearch {
    /** A multiple that most networks take. */
    static final int USUAL_MULTIPLE = 64;

    private static final int MOST = 512;
    private static final int LEAST_SIDE = 64;

    /** The size at which a network for square images runs, rounded up to its multiple. */
    private static final int SQUARE = 256;

    private static final int MOST_FIXED_SIDE = 1024;

    /** The limit on evaluated nodes. For large networks they take a second or two. */
    private static final long MOST_NODES = 4_000_000;

    private static final int[] PRIMES = {
        3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109,
        113, 127, 131, 137, 139, 149
    };

    private final ShapeArithmetic arithmetic;
    private final String input;
    private long nodes;

    /** The form in which an image enters and leaves the network. */
    interface Form {
        /** Returns the input's shape for an image of a size. */
        int[] shape(int height, int width);

        /** Returns whether the output is an image of the given size. */
        boolean restores(Finding finding, int height, int width);
    }

    SizeSearch(ShapeArithmetic arithmetic, String input) {
        this.arithmetic = arithmetic;
        this.input = input;
    }

    /** Computes the output shapes for an image of the given size. */
    Finding find(Form form, int height, int width) {
        nodes += arithmetic.nodes();
        return arithmetic.find(Map.of(input, form.shape(height, width)));
    }

    private boolean works(Form form, int height, int width) {
        return nodes < MOST_NODES && form.restores(find(form, height, width), height, width);
    }

    /** Returns an image size whose sides are different prime multiples of the number. */
    static ImageSize probe(int multiple) {
        int first = 0;
        while (PRIMES[first] * multiple < LEAST_SIDE) {
            first++;
        }
        return new ImageSize(PRIMES[first] * multiple, PRIMES[first + 2] * multiple);
    }

    /**
     * Returns whether images whose sides are multiples of the number are restored, in portrait and landscape format.
     */
    boolean takesMultiplesOf(int multiple, Form form) {
        ImageSize probe = probe(multiple);
        return works(form, probe.height(), probe.width()) && works(form, probe.width(), probe.height());
    }

    /**
     * Finds the number that heights and widths must be multiples of: the smallest power of two that works, or else the
     * smallest other number.
     */
    OptionalInt multiple(Form form) {
        return candidates().filter(multiple -> takesMultiplesOf(multiple, form)).findFirst();
    }

    private static IntStream candidates() {
        IntStream powers = IntStream.iterate(1, power -> power <= MOST, power -> 2 * power);
        IntStream others = IntStream.rangeClosed(3, MOST).filter(number -> Integer.bitCount(number) > 1);
        return IntStream.concat(powers, others);
    }

    /** Finds a size for a network that takes square images only, or a single size. */
    Optional<ImageSize> onlySize(Form form, List<ImageSize> declared) {
        Optional<ImageSize> square = IntStream.iterate(1, power -> power <= MOST, power -> 2 * power)
                .filter(multiple -> takesSquaresOf(multiple, form))
                .mapToObj(multiple -> square(SQUARE).roundedUpTo(multiple))
                .findFirst();
        if (square.isPresent()) {
            return square;
        }
        List<ImageSize> candidates = new ArrayList<>(declared);
        IntStream.rangeClosed(1, MOST_FIXED_SIDE / 8)
                .map(eights -> 8 * eights)
                .forEach(side -> candidates.add(square(side)));
        return candidates.stream()
                .filter(size -> works(form, size.height(), size.width()))
                .findFirst();
    }

    private boolean takesSquaresOf(int multiple, Form form) {
        ImageSize probe = probe(multiple);
        return Stream.of(probe.height(), probe.width()).allMatch(side -> works(form, side, side));
    }

    private static ImageSize square(int side) {
        return new ImageSize(side, side);
    }
}
