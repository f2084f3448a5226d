package org.samdeblur.networks.deblur;

import org.samdeblur.networks.graph.Constant;

/**
 * The precision of weights in files. Networks compute with 32 bits in any case.
 *
 * @since 0.1.0
 */
public enum WeightPrecision {
    /** 32 bits, not rounded. */
    SINGLE {
        @Override
        Constant of(Constant weight) {
            return weight;
        }
    },

    /** 16 bits, rounded. The file is half as large. */
    HALF {
        @Override
        Constant of(Constant weight) {
            return weight.toHalf();
        }
    };

    abstract Constant of(Constant weight);
}
