package org.samdeblur.evaluation.report;

/** Text that goes into a page. */
final class Html {
    private Html() {}

    /** Escapes text for content and for attributes in double quotes. */
    static String of(String text) {
        return text.replace("&", "&amp;")
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
