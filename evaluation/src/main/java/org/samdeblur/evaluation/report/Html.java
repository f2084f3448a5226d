package org.samdeblur.evaluation.report;

import org.samdeblur.api.text.Printable;

/** Text for a page. */
final class Html {
    private Html() {}

    /** Escapes text for content and for attributes in double quotes. Makes unprintable characters visible. */
    static String of(String text) {
        return Printable.escape(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Returns {@code 1 image}, {@code 2 images}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
