package org.samdeblur.networks.graph.shape;

import java.util.List;

/** What an operator makes of its operands' shapes. */
@FunctionalInterface
interface Rule {
    /**
     * Finds what is known of the outputs.
     *
     * @return a fact for each output; those beyond the list's end are not known
     * @throws Misfit if the operands do not fit
     */
    List<Fact> apply(Call call);
}
