package org.samdeblur.networks.deblur;

import org.samdeblur.networks.graph.Constant;

/**
 * How weights are stored in files. They are computed with in 32 bits, however they are stored.
 *
 * @since 0.1.0
 */
public enum WeightPrecision {
    /** 32 bits, as they are. */
    SINGLE {
        @Override
        Constant of(Constant weight) {
            return weight;
        }
    },

    /** 16 bits, rounded: half as large a file. */
    HALF {
        @Override
        Constant of(Constant weight) {
            return weight.toHalf();
        }
    };

    abstract Constant of(Constant weight);
}
