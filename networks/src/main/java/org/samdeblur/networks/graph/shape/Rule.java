package org.samdeblur.networks.graph.shape;

import java.util.List;

/** Derives the facts about an operator's outputs from those about its operands. */
@FunctionalInterface
interface Rule {
    /**
     * Derives facts.
     *
     * @return a fact for each output; outputs beyond the list's end are unknown
     * @throws Misfit if the operands do not fit
     */
    List<Fact> apply(Call call);
}
