package org.samdeblur.networks.contract;

import java.util.Optional;
import org.samdeblur.api.BackendProvider;
import org.samdeblur.api.BackendStatus;
import org.samdeblur.api.Backends;

/** Prints on one line whether a backend works in a process of its own. */
final class BackendStatusPrinter {
    private BackendStatusPrinter() {}

    /**
     * Prints the status.
     *
     * @param args the backend's name
     */
    public static void main(String[] args) {
        Optional<BackendProvider> provider = Backends.installed().providers().stream()
                .filter(installed -> installed.name().equals(args[0]))
                .findFirst();
        System.out.println(provider.map(BackendProvider::status)
                .map(BackendStatusPrinter::line)
                .orElse("there is no backend " + args[0]));
    }

    private static String line(BackendStatus status) {
        return status.problem().map(problem -> "unavailable: " + problem).orElse("available");
    }
}
