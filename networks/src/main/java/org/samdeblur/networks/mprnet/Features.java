package org.samdeblur.networks.mprnet;

import org.samdeblur.networks.graph.Operand;

/**
 * The maps of an encoder or decoder at three sizes.
 *
 * @param fine at the size of its input
 * @param middle at half of it
 * @param coarse at a quarter
 */
record Features(Operand fine, Operand middle, Operand coarse) {
    /** Two parts of the image joined along an axis. */
    static Features joined(int axis, Features first, Features second) {
        return new Features(
                first.fine.concat(axis, second.fine),
                first.middle.concat(axis, second.middle),
                first.coarse.concat(axis, second.coarse));
    }
}
