package org.samdeblur.api.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;

/** Describes for users why a file could not be read or written. */
public final class Reason {
    private static final List<String> FULL = List.of("no space left", "not enough space", "quota");

    private static final String DISK_FULL = "the disk is full";

    private Reason() {}

    /**
     * Describes a failure. Wrapping exceptions of image readers and writers, such as "I/O error writing PNG file!", are
     * left out.
     *
     * @param failure a failure of reading or writing
     * @return the message of the operating system on one line, without the file's name; if the disk is full, also what
     *     to do
     */
    public static String of(Throwable failure) {
        Throwable innermost = failure;
        while ((innermost instanceof IIOException || innermost instanceof UncheckedIOException)
                && innermost.getCause() instanceof IOException) {
            innermost = innermost.getCause();
        }
        String reason = Printable.line(withoutName(innermost));
        boolean isFull = FULL.stream().anyMatch(reason.toLowerCase(Locale.ROOT)::contains);
        boolean isSaid = reason.startsWith(DISK_FULL);
        return isFull && !isSaid ? DISK_FULL + " (" + reason + "); free some space or write elsewhere" : reason;
    }

    /**
     * Returns an exception whose message is the {@linkplain #of reason} of a failure, to which callers add the file's
     * name.
     *
     * @param failure a failure of reading or writing
     * @return the failure itself if its message is the reason, else a new exception with the failure as its cause
     */
    public static IOException in(IOException failure) {
        String reason = of(failure);
        return reason.equals(failure.getMessage()) ? failure : new IOException(reason, failure);
    }

    private static String withoutName(Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileSystemException problem && problem.getReason() != null) {
            return problem.getReason();
        }
        return failure.getMessage() == null || failure.getMessage().isBlank()
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    }
}
