package org.samdeblur.backend.djl.block;

import java.util.Arrays;

/**
 * Which of so many members belong to each group: the places of a sparse matrix of ones, row by row. A member may belong to
 * several groups; none is empty.
 *
 * @param members the members of all groups, group after group
 * @param ends where each group ends in them
 */
record Memberships(int[] members, int[] ends) {
    /** Turns the matrix: to every member its groups. Every member must belong to one. */
    Memberships transposed(int count) {
        int[] starts = new int[count + 1];
        for (int member : members) {
            starts[member + 1]++;
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] next = Arrays.copyOf(starts, count);
        int[] groups = new int[members.length];
        for (int group = 0, i = 0; group < ends.length; group++) {
            for (; i < ends[group]; i++) {
                groups[next[members[i]]++] = group;
            }
        }
        return new Memberships(groups, Arrays.copyOfRange(starts, 1, count + 1));
    }

    int groups() {
        return ends.length;
    }

    /** Returns whether every group has one member only, so that there is nothing to add up. */
    boolean areSingle() {
        return members.length == ends.length;
    }

    double[] sizes() {
        double[] sizes = new double[ends.length];
        for (int group = 0; group < ends.length; group++) {
            sizes[group] = ends[group] - (group == 0 ? 0 : ends[group - 1]);
        }
        return sizes;
    }
}
