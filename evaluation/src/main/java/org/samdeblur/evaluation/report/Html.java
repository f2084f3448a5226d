package org.samdeblur.evaluation.report;

import org.samdeblur.api.text.Printable;

/** Text that goes into a page. */
final class Html {
    private Html() {}

    /** Escapes text for content and for attributes in double quotes, and unprintable characters so that they can be seen. */
    static String of(String text) {
        return Printable.escape(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Returns {@code 1 image}, {@code 2 images}. */
    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
