package org.samdeblur.networks.sam.graph;

import java.util.List;
import java.util.Optional;

/**
 * The settings of a published SAM 2's encoder that the shapes of weights do not determine.
 *
 * @param name the size, such as {@code T}; empty if it is not published
 * @param heads heads of the first stage; each later stage has twice as many
 * @param windows by stage, the tokens per row and per column of a window
 * @param globalBlocks the blocks in which all tokens attend to one another
 */
record PublishedHiera(
        Optional<String> name,
        Optional<Integer> heads,
        Optional<List<Integer>> windows,
        Optional<List<Integer>> globalBlocks) {
    static final int IMAGE_SIZE = 1024;

    private static final PublishedHiera OTHER =
            new PublishedHiera(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Finds the settings of a network.
     *
     * @param width channels of the first stage
     * @param depths blocks by stage
     */
    static PublishedHiera of(int width, List<Integer> depths) {
        if (width == 96 && depths.equals(List.of(1, 2, 7, 2))) {
            return published("T", 1, List.of(8, 4, 14, 7), List.of(5, 7, 9));
        }
        if (width == 96 && depths.equals(List.of(1, 2, 11, 2))) {
            return published("S", 1, List.of(8, 4, 14, 7), List.of(7, 10, 13));
        }
        if (width == 112 && depths.equals(List.of(2, 3, 16, 3))) {
            return published("B+", 2, List.of(8, 4, 14, 7), List.of(12, 16, 20));
        }
        if (width == 144 && depths.equals(List.of(2, 6, 36, 4))) {
            return published("L", 2, List.of(8, 4, 16, 8), List.of(23, 33, 43));
        }
        return OTHER;
    }

    private static PublishedHiera published(String name, int heads, List<Integer> windows, List<Integer> globalBlocks) {
        return new PublishedHiera(
                Optional.of(name), Optional.of(heads), Optional.of(windows), Optional.of(globalBlocks));
    }
}
