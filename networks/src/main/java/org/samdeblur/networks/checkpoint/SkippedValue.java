package org.samdeblur.networks.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A placeholder for a value whose class or function is not on the allow-list. No code is loaded or run for it. Equality
 * is identity, so that it can be a dictionary's key with any content.
 *
 * <p>It keeps entries, because the class of a state dict may be a subclass of {@code dict}, and the state, by which a
 * whole module is recognised.
 */
final class SkippedValue {
    private final String name;
    private final Map<Object, Object> entries = new LinkedHashMap<>();
    private Object state;

    /** Creates a placeholder for the class or function of the given full name, or for its result. */
    SkippedValue(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Returns the entries that the pickle sets on it; empty if it is not a dictionary. */
    Map<Object, Object> entries() {
        return entries;
    }

    void setState(Object value) {
        state = value;
    }

    /**
     * Returns whether this is a {@code torch.nn.Module} pickled as a whole, judging by attributes that all modules
     * have.
     */
    boolean isModule() {
        return state instanceof Map<?, ?> attributes
                && attributes.containsKey("_parameters")
                && attributes.containsKey("_modules");
    }
}
