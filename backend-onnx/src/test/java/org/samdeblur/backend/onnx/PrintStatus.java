package org.samdeblur.backend.onnx;

import org.samdeblur.api.BackendStatus;

/** Prints on one line whether the backend works in a process of its own. */
final class PrintStatus {
    private PrintStatus() {}

    /**
     * Prints the status.
     *
     * @param args none
     */
    public static void main(String[] args) {
        BackendStatus status = new OnnxBackendProvider().status();
        System.out.println(
                status.isAvailable()
                        ? "available"
                        : "unavailable: " + status.problem().orElseThrow());
    }
}
