package org.samdeblur.backend.openvino.runtime;

import java.util.regex.Pattern;
import org.samdeblur.networks.engine.OneLine;

/** A failure that OpenVINO reports. Its message is one line, without positions in OpenVINO's sources. */
public final class OpenVinoException extends Exception {
    private static final long serialVersionUID = 1;

    private static final Pattern PLACE = Pattern.compile("(Exception from|Check '.*?' failed at) \\S+?:\\d+:?\\s*");

    OpenVinoException(String message) {
        super(OneLine.of(PLACE.matcher(message).replaceAll("")));
    }
}
