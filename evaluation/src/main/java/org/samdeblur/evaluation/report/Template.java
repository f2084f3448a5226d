package org.samdeblur.evaluation.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template: text with <code>{{placeholders}}</code>. */
record Template(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    /** Writes the content of a placeholder. */
    interface Content {
        void writeTo(Writer writer) throws IOException;

        static Content of(String html) {
            return writer -> writer.write(html);
        }
    }

    /** Reads a resource of this package. */
    static String resource(String name) {
        try (InputStream stream = Template.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Writer writer, Map<String, Content> contents) throws IOException {
        Matcher place = PLACEHOLDER.matcher(text);
        int from = 0;
        while (place.find()) {
            writer.write(text, from, place.start() - from);
            contents.get(place.group(1)).writeTo(writer);
            from = place.end();
        }
        writer.write(text, from, text.length() - from);
    }
}
