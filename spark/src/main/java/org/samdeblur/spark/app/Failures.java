package org.samdeblur.spark.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samdeblur.api.SamDeblurException;

/** What lies behind an exception of Spark's, which wraps those of tasks several times, some of them as text. */
final class Failures {
    private static final Pattern OF_TASK = Pattern.compile("org\\.samdeblur\\.api\\.\\w+Exception: ([^\\n]*)");

    private Failures() {}

    static Throwable causeOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SamDeblurException) {
                return cause;
            }
            Matcher matcher = OF_TASK.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return new SamDeblurException(matcher.group(1), failure);
            }
        }
        return failure;
    }
}
