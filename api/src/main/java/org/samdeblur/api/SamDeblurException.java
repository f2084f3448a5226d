package org.samdeblur.api;

import org.jspecify.annotations.Nullable;
import org.samdeblur.api.text.Printable;

/**
 * The superclass of the exceptions that this library throws for invalid input and failures. The message is one line
 * that says what to do. Names in damaged or hostile files may contain line breaks, control characters and directional
 * marks; in messages, these are replaced by spaces and by escapes such as {@code \u001b}.
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
     * Creates the exception with its cause.
     *
     * @param message what is wrong, with the offending value, and what to do about it
     * @param cause the cause, if there is one
     */
    public SamDeblurException(String message, @Nullable Throwable cause) {
        super(Printable.line(message), cause);
    }
}
