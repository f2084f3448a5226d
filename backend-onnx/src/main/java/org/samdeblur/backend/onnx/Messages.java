package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtException;
import java.util.regex.Pattern;
import org.samdeblur.networks.engine.OneLine;

/** Shortens messages of ONNX Runtime and the linker to one line without error codes. */
final class Messages {
    private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");

    /** The position in the runtime's sources, and the error code. */
    private static final Pattern PLACE =
            Pattern.compile("^/?onnxruntime_src/.*?\\[ONNXRuntimeError\\] : \\d+ : \\w+ : ");

    private Messages() {}

    static String of(OrtException e) {
        String text = CODE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        return PLACE.matcher(OneLine.of(text)).replaceFirst("");
    }

    static String rootCause(Throwable failure) {
        Throwable root = OneLine.rootCause(failure);
        return root instanceof OrtException e ? of(e) : OneLine.of(root.toString());
    }
}
