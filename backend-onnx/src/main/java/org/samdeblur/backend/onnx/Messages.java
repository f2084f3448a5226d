package org.samdeblur.backend.onnx;

import ai.onnxruntime.OrtException;
import java.util.regex.Pattern;

/** Puts what ONNX Runtime and the linker say on one line. */
final class Messages {
    private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");

    /** Where in the runtime's own sources an error comes from. */
    private static final Pattern PLACE =
            Pattern.compile("^/?onnxruntime_src/.*?\\[ONNXRuntimeError\\] : \\d+ : \\w+ : ");

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LONGEST = 600;

    private Messages() {}

    static String of(OrtException e) {
        String text = CODE.matcher(String.valueOf(e.getMessage())).replaceFirst("");
        return PLACE.matcher(oneLine(text)).replaceFirst("");
    }

    static String rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof OrtException e ? of(e) : oneLine(String.valueOf(root));
    }

    private static String oneLine(String text) {
        String line = BLANKS.matcher(text.strip()).replaceAll(" ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
