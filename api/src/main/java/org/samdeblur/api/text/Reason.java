package org.samdeblur.api.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;

/** Why a file could not be read or written, in words for users. */
public final class Reason {
    private static final List<String> FULL = List.of("no space left", "not enough space", "quota");

    private static final String DISK_FULL = "the disk is full";

    private Reason() {}

    /**
     * Words a failure. What readers and writers of formats wrap around it, such as "I/O error writing PNG file!", is left out.
     *
     * @param failure a failure of reading or writing
     * @return what the operating system says, on one line, without the file's name; what helps, where a disk is full
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
     * Words a failure for those who only add the file's name.
     *
     * @param failure a failure of reading or writing
     * @return one whose message is the {@linkplain #of reason}: the same if its message is, else a new one with it as the cause
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
