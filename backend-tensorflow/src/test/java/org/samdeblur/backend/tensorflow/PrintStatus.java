package org.samdeblur.backend.tensorflow;

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
        BackendStatus status = new TensorFlowBackendProvider().status();
        System.out.println(
                status.isAvailable()
                        ? "available"
                        : "unavailable: " + status.problem().orElseThrow());
    }
}
