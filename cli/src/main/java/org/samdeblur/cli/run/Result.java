package org.samdeblur.cli.run;

import java.util.Map;

/** The outcome of a job. */
public interface Result {
    /**
     * Returns a short description for users.
     *
     * @return the text
     */
    String summary();

    /**
     * Returns the fields of a JSON object.
     *
     * @return keys and values
     */
    Map<String, Object> facts();
}
