package org.samdeblur.api;

import org.jspecify.annotations.Nullable;
import org.samdeblur.api.text.Printable;

/**
 * The root of every failure that this library reports. Its message is one line that says what to do. Control characters, line breaks
 * and marks of direction in it, as names in damaged or hostile files may hold them, are replaced by spaces and escapes such as
 * {@code \u001b}.
 *
 * @since 0.1.0
 */
public class SamDeblurException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     */
    public SamDeblurException(String message) {
        super(Printable.line(message));
    }

    /**
     * Creates the exception with the failure that led to it.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the failure underneath, if there is one
     */
    public SamDeblurException(String message, @Nullable Throwable cause) {
        super(Printable.line(message), cause);
    }
}
