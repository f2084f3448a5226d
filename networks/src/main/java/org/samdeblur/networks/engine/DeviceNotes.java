package org.samdeblur.networks.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Logs why the processor is used instead of an accelerator, once per process for each reason. */
final class DeviceNotes {
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private DeviceNotes() {}

    /**
     * Logs a note at {@code INFO} unless it has been logged before.
     *
     * @param logger the backend's logger
     * @param note the note, if there is one
     */
    static void log(Logger logger, Optional<String> note) {
        note.filter(LOGGED::add).ifPresent(text -> logger.log(Level.INFO, text));
    }
}
