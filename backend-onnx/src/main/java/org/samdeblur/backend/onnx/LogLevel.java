package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtLoggingLevel;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** How much ONNX Runtime writes on standard error: what the logger {@code org.samdeblur.backend.onnx} is set to. */
final class LogLevel {
    /** Whatever the runtime logs as an error it throws as well. */
    static final OrtLoggingLevel NONE = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

    private static final Logger LOGGER = System.getLogger(LogLevel.class.getPackageName());

    private LogLevel() {}

    /** The runtime writes hundreds of lines for each network as information, so that they are had as {@code TRACE} only. */
    static OrtLoggingLevel current() {
        if (LOGGER.isLoggable(Level.TRACE)) {
            return OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO;
        }
        return LOGGER.isLoggable(Level.DEBUG) ? OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING : NONE;
    }
}
