package org.samdeblur.api.recording;

import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/**
 * An event of Java Flight Recorder, created only if the recorder is in use: initialising the event classes would delay
 * the first call of every process by a tenth of a second.
 *
 * @param <E> the type of the event
 */
public final class Recorded<E extends Event> {
    private final E event;

    private Recorded(E event) {
        this.event = event;
    }

    /**
     * Begins an event.
     *
     * @param event creates the event
     * @param <E> the type of the event
     * @return the event, which has begun
     */
    public static <E extends Event> Recorded<E> begin(Supplier<E> event) {
        if (!FlightRecorder.isInitialized()) {
            return new Recorded<>(null);
        }
        E begun = event.get();
        begun.begin();
        return new Recorded<>(begun);
    }

    /**
     * Sets fields of the event before it ends.
     *
     * @param fields sets the fields; not called if the recorder is not in use
     */
    public void note(Consumer<E> fields) {
        if (event != null) {
            fields.accept(event);
        }
    }

    /**
     * Ends the event, and commits it if the recorder's settings include it.
     *
     * @param fields sets the remaining fields; called only if the event is committed
     */
    public void end(Consumer<E> fields) {
        if (event == null) {
            return;
        }
        event.end();
        if (event.shouldCommit()) {
            fields.accept(event);
            event.commit();
        }
    }
}
