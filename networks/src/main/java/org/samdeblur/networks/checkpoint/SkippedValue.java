package org.samdeblur.networks.checkpoint;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a pickle makes of a class or function that is not on the allow-list. Nothing is loaded or run for it; it only takes
 * the place of the value. Equality is identity, so that it can be a dictionary's key whatever it holds.
 *
 * <p>Entries are kept, since a state dict may be of a subclass of {@code dict}. So is the state, which tells a whole module.
 */
final class SkippedValue {
    private final String name;
    private final Map<Object, Object> entries = new LinkedHashMap<>();
    private Object state;

    /** Stands for the class or function of the given full name, or for what it makes. */
    SkippedValue(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Returns the entries set on it, none unless it is a dictionary of some kind. */
    Map<Object, Object> entries() {
        return entries;
    }

    void setState(Object value) {
        state = value;
    }

    /** Returns whether this is a {@code torch.nn.Module} pickled as a whole, by the attributes that each has. */
    boolean isModule() {
        return state instanceof Map<?, ?> attributes
                && attributes.containsKey("_parameters")
                && attributes.containsKey("_modules");
    }
}
