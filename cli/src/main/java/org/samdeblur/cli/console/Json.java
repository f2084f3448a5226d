package org.samdeblur.cli.console;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.samdeblur.api.text.Printable;

/** The form of what {@code --json} prints. */
public final class Json {
    private Json() {}

    /**
     * Writes an object as indented JSON.
     *
     * @param object keys and values
     * @return the text
     */
    public static String of(Map<String, ?> object) {
        try {
            // Jackson escapes ASCII's control characters only. Others occur inside strings alone, where escapes are the
            // same.
            return Printable.escape(
                    JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(object));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
