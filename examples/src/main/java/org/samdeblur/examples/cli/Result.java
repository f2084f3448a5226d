package org.samdeblur.examples.cli;

import java.util.Map;

/** What there is to tell of a job that was done. */
interface Result {
    /** Returns it in a few words for a person. */
    String summary();

    /** Returns it as fields of a JSON object. */
    Map<String, Object> facts();
}
