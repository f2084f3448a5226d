package org.samdeblur.backend.djl.block;

import java.util.Arrays;

/**
 * The members of each group: a sparse matrix of ones, stored by rows. A member may belong to several groups. No group
 * is empty.
 *
 * @param members the members of all groups, group by group
 * @param ends the end of each group in the members, exclusive
 */
record Memberships(int[] members, int[] ends) {
    /** Transposes the matrix: returns the groups of each member. Each member must belong to at least one. */
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

    /** Returns whether each group has only one member, so that sums need no additions. */
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
