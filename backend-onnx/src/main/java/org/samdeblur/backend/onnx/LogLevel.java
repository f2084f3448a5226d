package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtLoggingLevel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The level of ONNX Runtime's messages on standard error, from the level of the logger {@code
 * org.samdeblur.backend.onnx}.
 */
final class LogLevel {
    /** No messages: errors that the runtime logs are also thrown. */
    static final OrtLoggingLevel NONE = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

    private static final Logger LOGGER = System.getLogger(LogLevel.class.getPackageName());

    private LogLevel() {}

    /** Returns the current level. Information, hundreds of lines for each network, is shown with {@code TRACE} only. */
    static OrtLoggingLevel current() {
        if (LOGGER.isLoggable(Level.TRACE)) {
            return OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO;
        }
        return LOGGER.isLoggable(Level.DEBUG) ? OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING : NONE;
    }
}
