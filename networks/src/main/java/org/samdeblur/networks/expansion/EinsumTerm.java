package org.samdeblur.networks.expansion;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * An intermediate operand of {@code Einsum}: a value and the labels of its axes.
 *
 * @param value the value's name
 * @param labels a letter for each axis, or {@link #ELLIPSIS} for the axis that stands for all unnamed ones
 */
record EinsumTerm(String value, List<Character> labels) {
    static final char ELLIPSIS = '.';

    EinsumTerm {
        labels = List.copyOf(labels);
    }

    int axis(char label) {
        return labels.indexOf(label);
    }

    boolean has(char label) {
        return labels.contains(label);
    }

    /** Reorders the axes. */
    EinsumTerm ordered(List<Character> wanted, Steps steps) {
        int[] order = wanted.stream().mapToInt(this::axis).toArray();
        return new EinsumTerm(steps.transpose(value, order), wanted);
    }

    /** Sums over all axes whose labels are not wanted. */
    EinsumTerm summed(Collection<Character> wanted, Steps steps) {
        List<Character> kept = new ArrayList<>();
        List<Long> gone = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (wanted.contains(labels.get(i))) {
                kept.add(labels.get(i));
            } else {
                gone.add((long) i);
            }
        }
        long[] axes = gone.stream().mapToLong(Long::longValue).toArray();
        return new EinsumTerm(steps.sum(value, axes), kept);
    }

    /** Replaces two axes with the same label by their diagonal. */
    EinsumTerm withoutRepetition(Steps steps) {
        for (int first = 0; first < labels.size(); first++) {
            int second = labels.subList(first + 1, labels.size()).indexOf(labels.get(first)) + first + 1;
            if (second > first) {
                return diagonal(first, second, steps).withoutRepetition(steps);
            }
        }
        return this;
    }

    private EinsumTerm diagonal(int first, int second, Steps steps) {
        int[] order = new int[labels.size()];
        List<Character> rest = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < order.length; i++) {
            if (i != first && i != second) {
                order[next++] = i;
                rest.add(labels.get(i));
            }
        }
        order[next] = first;
        order[next + 1] = second;
        String last = steps.transpose(value, order);
        String places = steps.upTo(steps.size(value, first));
        String same = steps.op("Equal", steps.unsqueeze(places, 1), places);
        String kept = steps.op("Where", same, last, steps.numberLike(0, value));
        rest.add(labels.get(first));
        return new EinsumTerm(steps.sum(kept, order.length - 1L), rest);
    }
}
