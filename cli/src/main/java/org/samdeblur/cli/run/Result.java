package org.samdeblur.cli.run;

import java.util.Map;

/** The outcome of a job. */
public interface Result {
    /**
     * Returns it in a few words for a person.
     *
     * @return the text
     */
    String summary();

    /**
     * Returns it as fields of a JSON object.
     *
     * @return keys and values
     */
    Map<String, Object> facts();
}
